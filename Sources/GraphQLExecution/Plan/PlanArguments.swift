import GraphQLLanguage
import GraphQLSchema

/// The arguments of one field: known when the plan was made, or made anew from each request's variables.
enum PlanArguments: Sendable {
    case constant(Arguments)
    case variable([PlanArgument])

    /// CoerceArgumentValues, §6.4.1; constants were coerced when the plan was made.
    func evaluate(
        _ variables: [NameID: InputValue], _ document: Document, _ schema: Schema, _ check: ScalarCheck
    ) throws(ArgumentError) -> Arguments {
        switch self {
        case .constant(let arguments): return arguments
        case .variable(let arguments):
            var values: [InputValue.Field] = []
            values.reserveCapacity(arguments.count)
            for argument in arguments {
                let value = try argument.value(variables, document, schema, check)
                if let value { values.append(InputValue.Field(name: argument.name, value: value)) }
            }
            return Arguments(values: values)
        }
    }
}

/// One argument of a field that some variable reaches, or that stands beside one.
struct PlanArgument: Sendable {
    let name: String
    let type: FieldType
    /// Index into the document's values; nil when the caller left the argument out.
    let literal: Int32?
    let defaultValue: InputValue?
    /// What the caller may pass, and the argument's index into `Schema.inputValues`; nil for everything.
    var limits: (access: AccessPolicy, input: Int)?

    /// The coerced value, within its limits; nil when there is none.
    fileprivate func value(
        _ variables: [NameID: InputValue], _ document: Document, _ schema: Schema, _ check: ScalarCheck
    ) throws(ArgumentError) -> InputValue? {
        let given = try given(variables, document, schema, check)
        guard let (access, input) = limits else { return given ?? defaultValue }
        do throws(InputRefusal) {
            return try access.limited(given, otherwise: defaultValue, input: input, schema)
        } catch {
            let offset = literal.map { document.values[Int($0)].offset } ?? 0
            throw ArgumentError(message: error.message, offset: offset, code: "FORBIDDEN")
        }
    }

    private func given(
        _ variables: [NameID: InputValue], _ document: Document, _ schema: Schema, _ check: ScalarCheck
    ) throws(ArgumentError) -> InputValue? {
        guard let literal else { return nil }
        let node = document.values[Int(literal)]
        guard node.kind == .variable else {
            do {
                return try schema.coerce(
                    literal: literal, of: document, to: type, variables: variables,
                    view: limits?.access.view ?? .all, check: check)
            } catch {
                throw ArgumentError(message: error.message, offset: node.offset)
            }
        }
        // A variable has been coerced to its own type, which validation found to fit here.
        guard let value = variables[node.name] else { return nil }
        guard type.isNonNull, value == .null else { return value }
        throw ArgumentError(
            message: "Argument \"\(name)\" of type \(schema.description(of: type)) must not be null.",
            offset: node.offset)
    }
}

/// An argument whose value, variables filled in, does not fit its type.
struct ArgumentError: Error {
    let message: String
    /// Where the argument's value stands.
    let offset: Int32
    var code = "BAD_USER_INPUT"
}
