import GraphQLLanguage

extension SchemaBuilder {
    /// Coerces all default values once, each after the defaults it takes over from input objects.
    ///
    /// A value that does not fit or contains itself is left out; the checks tell why.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.10, Circular References
    mutating func coerceDefaults() {
        var isBegun = inputNodes.map { $0 == nil }
        for index in schema.inputValues.indices { coerceDefault(index, &isBegun, depth: 0) }
    }

    private mutating func coerceDefault(_ index: Int, _ isBegun: inout [Bool], depth: Int) {
        guard !isBegun[index], depth <= SchemaBuilder.defaultDepthMax else { return }
        isBegun[index] = true
        guard let literal = inputNodes[index]?.defaultValue else { return }
        let type = schema.inputValues[index].type
        for other in defaultsTakenOver(by: literal, of: type) {
            coerceDefault(other, &isBegun, depth: depth + 1)
        }
        schema.inputValues[index].defaultValue = coerced(literal, to: type)
    }

    /// The value of a literal of the text; nil when it does not fit.
    func coerced(_ literal: Int32, to type: FieldType) -> InputValue? {
        do throws(CoercionError) {
            return try schema.coerce(literal: literal, of: source.document, to: type)
        } catch {
            return nil
        }
    }

    /// The input fields that a literal leaves out and that have a default of their own.
    func defaultsTakenOver(by literal: Int32, of type: FieldType) -> [Int] {
        let value = source.document.values[Int(literal)]
        switch value.kind {
        case .list:
            let item = type.isList ? type.item : type
            return value.children.flatMap { defaultsTakenOver(by: Int32(truncatingIfNeeded: $0), of: item) }
        case .object where schema[type.named].kind == .inputObject:
            let given = source.document.objectFields[value.children.range]
            return schema[type.named].inputFields.flatMap { index -> [Int] in
                let input = schema.inputValues[index]
                if let field = given.last(where: { name($0.name) == input.name }) {
                    return defaultsTakenOver(by: field.value, of: input.type)
                }
                return input.defaultText == nil ? [] : [index]
            }
        default: return []
        }
    }

    /// How long a chain of defaults that take over other defaults may be: a longer one could end the stack.
    static var defaultDepthMax: Int { 500 }
}
