public import GraphQLSchema

/// All that decides what one field of an operation answers: document, operation, variables, response name.
///
/// Holds references, so that a request that nobody compares costs nothing.
public struct RequestQuestion: Sendable {
    let document: [UInt8]
    let operationName: String?
    let variables: InputValue?
    let responseName: [UInt8]

    /// Bytes that are equal for equal questions and for no others.
    ///
    /// - Complexity: O(document + variables), and the sorting of objects' fields.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        Self.append(document, to: &bytes)
        Self.append(Array((operationName ?? "").utf8), to: &bytes)
        Self.append(responseName, to: &bytes)
        Self.append(variables ?? .null, to: &bytes)
        return bytes
    }

    /// Bytes that are equal for equal values and for no others: in an object the order of the fields says
    /// nothing.
    ///
    /// - Complexity: O(value), and the sorting of objects' fields.
    public static func bytes(of value: InputValue) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    /// Each part goes with its length: no two lists of parts look alike.
    private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
        bytes += withUnsafeBytes(of: UInt64(part.count).bigEndian, Array.init)
        bytes += part
    }

    private static func append(_ value: InputValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(0)
        case .int(let number): append(1, String(number), to: &bytes)
        case .largeInteger(let digits): append(1, digits, to: &bytes)
        case .float(let number): append(2, "\(number.bitPattern)", to: &bytes)
        case .string(let text): append(3, text, to: &bytes)
        case .boolean(let flag): bytes.append(flag ? 5 : 4)
        case .enumeration(let name): append(6, name, to: &bytes)
        case .list(let items):
            append(7, String(items.count), to: &bytes)
            for item in items { append(item, to: &bytes) }
        case .object(let fields):
            append(8, String(fields.count), to: &bytes)
            for field in fields.sorted(by: { $0.name < $1.name }) {
                append(Array(field.name.utf8), to: &bytes)
                append(field.value, to: &bytes)
            }
        }
    }

    private static func append(_ kind: UInt8, _ text: String, to bytes: inout [UInt8]) {
        bytes.append(kind)
        append(Array(text.utf8), to: &bytes)
    }
}
