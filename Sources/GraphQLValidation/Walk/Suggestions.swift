import GraphQLLanguage
import GraphQLSchema

extension ValidationContext {
    /// A sentence that guesses what was meant; empty unless `limits.suggestions` is on and a name is near.
    func suggestion(for name: String, among candidates: @autoclosure () -> [String]) -> String {
        guard limits.suggestions, name.utf8.count <= 64 else { return "" }
        let near = Spelling.names(near: name, among: candidates(), within: name.utf8.count * 2 / 5 + 1)
        guard !near.isEmpty else { return "" }
        return " Did you mean \(near.prefix(5).map { "\"\($0)\"" }.joined(separator: " or "))?"
    }

    /// A sentence that names the types below an abstract type that have a field it lacks; empty when there is
    /// none, or unless `limits.suggestions` is on.
    func suggestion(ofTypesWith field: NameID, below parent: TypeID) -> String {
        guard limits.suggestions, kind(parent).isAbstract else { return "" }
        let objects = schema.types[parent.index].possibleTypes.types.filter {
            self.field(field, of: $0) != nil
        }
        var counts: [TypeID: Int] = [:]
        for object in objects {
            counts[object, default: 0] += 1
            for interface in schema.types[object.index].interfaces
            where self.field(field, of: interface) != nil {
                counts[interface, default: 0] += 1
            }
        }
        guard !counts.isEmpty else { return "" }
        // The type that most objects share comes first.
        let types = counts.sorted { ($1.value, name($0.key)) < ($0.value, name($1.key)) }
        let names = types.prefix(5).map { "\"\(name($0.key))\"" }.joined(separator: " or ")
        return " Did you mean to use an inline fragment on \(names)?"
    }

    /// The names of the types that the caller sees; those of a part of the schema are for introspection to
    /// find out.
    var visibleTypeNames: [String] { view.isAll ? schema.types.map(\.name) : [] }

    /// The names of the fields of a type that the caller sees.
    func visibleFieldNames(of type: TypeID) -> [String] {
        schema.fields[schema.types[type.index].fields].filter { view.isVisible($0.id) }.map(\.name)
    }

    /// The names of the arguments or input fields that the caller sees.
    func visibleInputNames(_ inputs: Range<Int>) -> [String] {
        inputs.filter { view.isVisible(input: $0) }.map { schema.inputValues[$0].name }
    }

    /// The names of the values of an enum that the caller sees.
    func visibleValueNames(of type: TypeDefinition) -> [String] {
        type.enumValues.indices.filter { view.isVisible(EnumValueID(type.id, $0)) }
            .map { type.enumValues[$0].name }
    }
}
