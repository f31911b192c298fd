import GraphQLLanguage
import GraphQLSchema

/// A value that the caller may not pass.
struct InputRefusal: Error {
    let message: String
}

extension AccessPolicy {
    /// Whether a rule stands at an argument or anywhere in its value.
    func limits(input: Int, _ schema: Schema) -> Bool {
        inputs[input] != nil || limitedTypes.contains(schema.inputValues[input].type.named)
    }

    /// An argument's value within its limits.
    ///
    /// - Parameters:
    ///   - given: what the caller passes; nil where it passes nothing.
    ///   - defaultValue: stands in, and is lowered to the maximum: the caller has not asked for it. Defaults
    ///     of input fields arrive as if they were given, so beyond the maximum they are refused.
    ///   - input: index into `Schema.inputValues`.
    /// - Throws: `InputRefusal` for the first value beyond a rule.
    /// - Complexity: O(parts of the value).
    func limited(
        _ given: InputValue?, otherwise defaultValue: InputValue?, input: Int, _ schema: Schema
    ) throws(InputRefusal) -> InputValue? {
        let rules = inputs[input].map { [$0] } ?? []
        var value = given ?? defaultValue
        if given == nil, case .int(let number)? = value, let maximum = rules.first?.maximum {
            value = .int(min(number, maximum))
        }
        return try limited(value, schema.inputValues[input], rules, schema)
    }

    private func limited(
        _ value: InputValue?, _ definition: InputValueDefinition, _ rules: [InputRule], _ schema: Schema
    ) throws(InputRefusal) -> InputValue? {
        var value = value
        for rule in rules {
            if let forced = rule.forced {
                // A default can't be told from the same value given.
                let isFree = value == nil || value == .null || value == definition.defaultValue
                guard isFree || value == forced else {
                    throw InputRefusal(message: "\(definition.coordinate) is not yours to choose.")
                }
                value = forced
            }
            if let value { try rule.check(value, definition) }
        }
        guard let value, schema[definition.type.named].kind == .inputObject else { return value }
        guard limitedTypes.contains(definition.type.named) || rules.contains(where: { !$0.fields.isEmpty })
        else { return value }
        return try limited(fieldsOf: value, schema[definition.type.named], rules, schema)
    }

    private func limited(
        fieldsOf value: InputValue, _ type: TypeDefinition, _ rules: [InputRule], _ schema: Schema
    ) throws(InputRefusal) -> InputValue {
        switch value {
        case .list(let items):
            var limited: [InputValue] = []
            for item in items { limited.append(try self.limited(fieldsOf: item, type, rules, schema)) }
            return .list(limited)
        case .object:
            var fields: [InputValue.Field] = []
            for index in type.inputFields {
                let definition = schema.inputValues[index]
                let own = rules.compactMap { $0.fields[definition.name] } + (inputs[index].map { [$0] } ?? [])
                if let field = try limited(value[definition.name], definition, own, schema) {
                    fields.append(InputValue.Field(name: definition.name, value: field))
                }
            }
            return .object(fields)
        default: return value
        }
    }
}

extension InputRule {
    /// Holds one value, or each item of a list, against the rule itself.
    fileprivate func check(
        _ value: InputValue, _ definition: InputValueDefinition
    ) throws(InputRefusal) {
        if case .list(let items) = value {
            for item in items { try check(item, definition) }
            return
        }
        guard value != .null else { return }
        if let maximum, !value.isAtMost(maximum) {
            throw InputRefusal(message: "\(definition.coordinate) must be at most \(maximum) for you.")
        }
        guard let allowed else { return }
        switch value {
        case .enumeration(let name), .string(let name):
            if allowed.contains(where: { $0.hasSameBytes(as: name) }) { return }
        default: break
        }
        throw InputRefusal(message: "\(definition.coordinate) may not have this value for you.")
    }
}

extension InputValue {
    /// Whether this is a number, perhaps written as text, that is no greater; false for all else.
    fileprivate func isAtMost(_ maximum: Int64) -> Bool {
        switch self {
        case .int(let number): number <= maximum
        case .largeInteger(let digits): digits.hasPrefix("-")
        case .float(let number): number.isAtMost(maximum)
        case .string(let text):
            if let whole = Int64(text) {
                whole <= maximum
            } else {
                // Where a Double has no fractions it has been rounded: then its neighbour counts.
                Double(text).map { (abs($0) < Self.fractionMax ? $0 : $0.nextUp).isAtMost(maximum) } ?? false
            }
        default: false
        }
    }

    private static let fractionMax = Double(1 << 52)
}

extension Double {
    /// Whether this is no greater than a whole number, compared exactly.
    fileprivate func isAtMost(_ maximum: Int64) -> Bool {
        guard isFinite else { return self < 0 }
        return Int64(exactly: rounded(.up)).map { $0 <= maximum } ?? (self < 0)
    }
}
