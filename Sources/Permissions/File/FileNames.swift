internal import GraphQLExecution
internal import GraphQLSchema

/// The words of the file for what the engine does.
extension DenialOutcome {
    /// Those that an entry may name.
    static let byName: [String: DenialOutcome] = ["hide": .hide, "error": .error, "null": .null]

    /// As the file writes it.
    var name: String {
        switch self {
        case .hide: "hide"
        case .error: "error"
        case .null: "null"
        case .mask(let mask): "mask \(mask.name)"
        }
    }
}

extension Mask {
    /// Those without a parameter.
    static let byName: [String: Mask] = [
        "last4": .last4, "initial+domain": .initialAndDomain, "year": .year,
    ]
    /// All words, for messages.
    static let words = ["last4", "initial+domain", "year", "bucket", "constant"]

    /// As the file writes it.
    var name: String {
        switch self {
        case .last4: "last4"
        case .initialAndDomain: "initial+domain"
        case .year: "year"
        case .bucket(let width): "bucket \(width)"
        case .constant(let value): "constant \(value.text)"
        }
    }
}

extension IntrospectionLevel {
    /// All levels, by the words of the file.
    static let byName: [String: IntrospectionLevel] = ["none": .off, "role": .visible, "full": .full]

    /// As the file writes it.
    var name: String { Self.byName.first { $0.value == self }?.key ?? "" }

    /// By how much is told.
    var rank: Int {
        switch self {
        case .off: 0
        case .visible: 1
        case .full: 2
        }
    }
}

extension InputValue {
    /// The value as the file may write it.
    var text: String {
        switch self {
        case .null: "null"
        case .int(let number): "\(number)"
        case .largeInteger(let digits): digits
        case .float(let number): "\(number)"
        case .string(let text): "\"\(text)\""
        case .boolean(let flag): "\(flag)"
        case .enumeration(let name): name
        case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
        case .object(let fields):
            "{ \(fields.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ")) }"
        }
    }
}
