import GraphQLSchema

/// A way from a root to objects of a type.
struct ObjectPath: Sendable {
    /// A field on the way.
    struct Step: Sendable {
        let field: FieldID
        let name: String
        /// The field with its arguments.
        let call: String
        /// The object type that is meant where the field's type is abstract.
        var condition: String?
        var isList = false
    }

    /// `query` or `mutation`.
    let operation: String
    /// The type of the objects.
    let type: TypeID
    var steps: [Step] = []
    /// Whether it was seen to lead to objects.
    var leads = false

    /// A selection at the path's end as part of an operation; `key` tells parts of one operation apart.
    ///
    /// - Parameter isStreamed: whether the items of lists on the way come one by one.
    func selecting(_ selection: String, key: String, isStreamed: Bool = false) -> String {
        var text = selection
        for (index, step) in steps.enumerated().reversed() {
            let inner = step.condition.map { "... on \($0) { \(text) }" } ?? text
            let stream = isStreamed && step.isList ? " @stream(initialCount: 0)" : ""
            text = "\(index == 0 ? "\(key): " : "")\(step.call)\(stream) { __typename \(inner) }"
        }
        return text
    }

    /// The objects at the path's end in the part of an answer.
    func objects(in data: JSON?, key: String) -> [JSON] {
        guard !steps.isEmpty else { return data.map { [$0] } ?? [] }
        var found = data?[key]?.objects ?? []
        for (step, next) in zip(steps, steps.dropFirst().map(Optional.some) + [nil]) {
            if let condition = step.condition { found = found.filter { $0["__typename"]?.text == condition } }
            if let next { found = found.flatMap { $0[next.name]?.objects ?? [] } }
        }
        return found
    }

    /// The same way, known to lead to objects.
    var leading: ObjectPath { ObjectPath(operation: operation, type: type, steps: steps, leads: true) }

    /// The same way with a further step.
    func appending(_ step: Step, to type: TypeID) -> ObjectPath {
        ObjectPath(operation: operation, type: type, steps: steps + [step])
    }
}
