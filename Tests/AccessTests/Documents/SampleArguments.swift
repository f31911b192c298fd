import Foundation
import GraphQLSchema

/// Values for arguments and input fields, from their types, names and descriptions alone.
struct SampleArguments: Sendable {
    let schema: Schema
    /// The IDs of our rows, by object type.
    var ids: [String: [String]] = [:]
    /// Texts that root fields were found to take, by coordinate.
    var texts: [String: [String]] = [:]
    /// An ID that names nothing, for where no type is known.
    var missing = "missing"
    /// Arguments that do not exist for who asks, by coordinate.
    var hidden: Set<String> = []

    /// The same with IDs of the right kinds that name nothing.
    var absent: SampleArguments {
        var absent = self
        absent.ids = ids.mapValues { known in
            known.prefix(1).map { "\($0.prefix { $0 != "_" })_01jzzzzzzzzzzzzzzzzzzzzzzz" }
        }
        return absent
    }

    /// The same for a role.
    func seen(by role: String, _ expected: ExpectedAccess) -> SampleArguments {
        var seen = self
        seen.hidden = Set(schema.inputValues.map(\.coordinate).filter { !expected.sees($0, role) })
        return seen
    }

    /// The field with good arguments, in up to a few ways: with optional IDs, then with what is required;
    /// empty where there is no way.
    ///
    /// - Parameter target: the object type that is wanted, for a field that finds any by its ID.
    func calls(_ field: FieldDefinition, target: String? = nil) -> [String] {
        let arguments = field.arguments.map { schema.inputValues[$0] }
            .filter { !hidden.contains($0.coordinate) }
        let required = calls(field, with: arguments.filter(\.isRequired), target)
        let named = arguments.filter { $0.isRequired || $0.type.named == BuiltInScalar.id.typeID }
        guard named.count > arguments.count(where: \.isRequired), !required.isEmpty else { return required }
        return calls(field, with: named, target) + required
    }

    /// Ways that differ in one argument from the first way.
    private func calls(
        _ field: FieldDefinition, with arguments: [InputValueDefinition], _ target: String?
    ) -> [String] {
        guard !arguments.isEmpty else { return [field.name] }
        let choices = arguments.map { values($0, owner: target ?? stem(of: field), depth: 0) }
        guard choices.allSatisfy({ !$0.isEmpty }) else { return [] }
        var ways = [choices.map { _ in 0 }]
        for (index, values) in choices.enumerated() {
            for other in values.indices.dropFirst().prefix(2) {
                ways.append(choices.indices.map { $0 == index ? other : 0 })
            }
        }
        return ways.map { way in
            let parts = arguments.indices.map { "\(arguments[$0].name): \(choices[$0][way[$0]])" }
            return "\(field.name)(\(parts.joined(separator: ", ")))"
        }
    }

    /// What a bare `id` of a field names: the field's own type, or what a mutation's name begins with.
    func stem(of field: FieldDefinition) -> String {
        guard field.parent == schema.mutationType else { return schema[field.type.named].name }
        return ids.keys.filter { field.name.lowercased().hasPrefix($0.lowercased()) }
            .max { $0.count < $1.count } ?? field.name
    }

    /// Values of an argument or input field, as literals.
    func values(_ input: InputValueDefinition, owner: String, depth: Int) -> [String] {
        if let known = texts[input.coordinate], !known.isEmpty { return known.map { "\"\($0)\"" } }
        let values = values(input.type.named, name: input.name, owner: owner, depth: depth)
        return input.type.isList ? values.map { "[\($0)]" } : values
    }

    private func values(_ id: TypeID, name: String, owner: String, depth: Int) -> [String] {
        let type = schema[id]
        switch type.kind {
        case .enumeration: return type.enumValues.prefix(1).map(\.name)
        case .inputObject:
            guard depth < 5 else { return [] }
            let fields = type.inputFields.map { schema.inputValues[$0] }
            let given = type.isOneOf ? Array(fields.prefix(1)) : fields.filter(needs)
            let parts = given.map { ($0.name, values($0, owner: owner, depth: depth + 1).first) }
            guard parts.allSatisfy({ $0.1 != nil }) else { return [] }
            return ["{" + parts.map { "\($0.0): \($0.1 ?? "")" }.joined(separator: ", ") + "}"]
        default: break
        }
        if name == Self.key { return ["\"\(UUID().uuidString)\""] }
        switch type.builtInScalar {
        case .id: return self.ids(named: name, owner: owner).map { "\"\($0)\"" }
        case .int, .float: return ["1"]
        case .boolean: return ["true"]
        case .string: return ["\"sample\""]
        case nil: return [example(in: type.description ?? "").map { "\"\($0)\"" } ?? "1"]
        }
    }

    /// The field by which a write is known again; no two calls have the same.
    private static let key = "idempotencyKey"

    /// Whether an input field must be given: some say so in words, since the header does as well.
    func needs(_ field: InputValueDefinition) -> Bool {
        field.isRequired
            || field.name == Self.key && field.description?.hasPrefix("Needed") == true
                && !hidden.contains(field.coordinate)
    }

    /// Our IDs that an input of this name is likely to take; the missing one where the name tells nothing.
    func ids(named name: String, owner: String) -> [String] {
        let found = types(named: name, owner: owner).flatMap { ids[$0] ?? [] }
        return found.isEmpty ? [missing] : found
    }

    /// The object types whose IDs an input of this name is likely to take.
    func types(named name: String, owner: String) -> [String] {
        var stem = name
        for suffix in ["Ids", "IDs", "Id", "ID", "id"] where stem.hasSuffix(suffix) {
            stem.removeLast(suffix.count)
            break
        }
        let wanted = (stem.isEmpty ? owner : stem).lowercased()
        let exact = ids.keys.filter { $0.lowercased() == wanted }
        return exact.isEmpty ? ids.keys.filter { $0.lowercased().hasSuffix(wanted) }.sorted() : exact
    }

    /// The first example of a description, as in `2026-03-01`.
    private func example(in description: String) -> String? {
        let parts = description.split(separator: "`", omittingEmptySubsequences: false)
        return parts.count > 2 ? String(parts[1]) : nil
    }
}
