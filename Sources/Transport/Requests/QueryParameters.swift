/// The parameters of a GET request, percent-decoded: a GraphQL request in a URL.
///
/// - SeeAlso: GraphQL over HTTP §5.3 (GET)
public struct QueryParameters: Sendable, Equatable {
    /// The document; nil if the request only names it.
    public var query: String?
    /// The name of an imported document.
    public var documentID: String?
    /// Which operation to run.
    public var operationName: String?
    /// The variables as JSON text, not yet read.
    public var variables: String?
    /// The extensions as JSON text, not yet read.
    public var extensions: String?

    private static let names: Set<Substring> = [
        "query", "documentId", "operationName", "variables", "extensions",
    ]

    /// Reads the part of a request target behind `?`. Nil without anything that names a document, with one of
    /// the names twice, or with bytes that are no percent-encoded UTF-8. Other names are ignored. O(n).
    init?(_ text: Substring) {
        var found: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(halves[0]) else { return nil }
            guard Self.names.contains(name[...]) else { continue }
            guard found[name] == nil, let value = Self.decoded(halves.count > 1 ? halves[1] : "") else {
                return nil
            }
            found[name] = value
        }
        // As in a form, an empty value is none; but for the document, whose text may be empty.
        func value(_ name: String) -> String? { found[name].flatMap { $0.isEmpty ? nil : $0 } }
        query = found["query"]
        documentID = value("documentId")
        extensions = value("extensions")
        guard query != nil || documentID != nil || extensions != nil else { return nil }
        operationName = value("operationName")
        variables = value("variables")
    }

    /// Percent-decoded text; nil for what is no percent-encoded UTF-8.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(nibble), let low = rest.next().flatMap(nibble) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
