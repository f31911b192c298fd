import GraphQLSchema

extension RequestBody {
    /// The document that a request names: `documentId: "sha256:…"`, or
    /// `extensions: { persistedQuery: { version: 1, sha256Hash: "…" } }`.
    ///
    /// - SeeAlso: GraphQL over HTTP, Appendix A (Persisted Documents)
    static func reference(
        _ documentID: String?, _ extensions: InputValue?
    ) throws(RequestBodyError) -> DocumentReference? {
        if let documentID {
            guard documentID.hasPrefix("sha256:"), let hash = hash(documentID.dropFirst(7)) else {
                throw refused("\"documentId\" must be sha256: and 64 hexadecimal digits.")
            }
            return .trusted(hash)
        }
        switch extensions {
        case nil, .null?: return nil
        case .object?: break
        default: throw refused("The member \"extensions\" must be an object.")
        }
        guard let query = extensions?["persistedQuery"], query != .null else { return nil }
        guard query["version"] == .int(1) else { throw refused("\"persistedQuery\" must have version 1.") }
        guard case .string(let text)? = query["sha256Hash"], let hash = hash(text[...]) else {
            throw refused("\"sha256Hash\" must be 64 hexadecimal digits.")
        }
        return .automatic(hash)
    }

    private static func hash(_ text: Substring) -> String? {
        guard text.utf8.count == 64, text.utf8.allSatisfy(isHexDigit) else { return nil }
        return text.lowercased()
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
