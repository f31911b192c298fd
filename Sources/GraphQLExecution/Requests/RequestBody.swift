public import GraphQLSchema

/// Why a request body is not a GraphQL request.
public struct RequestBodyError: Error, Sendable, Equatable {
    /// For people.
    public let message: String
    /// `BAD_REQUEST`, or `BATCHING_OFF` for an array.
    public let code: String
}

/// Reads the JSON body of a GraphQL request.
///
/// Unknown members are ignored, null counts as absent.
///
/// - SeeAlso: GraphQL over HTTP, 5.1 Request Parameters
public enum RequestBody {
    /// Reads `{ "query", "documentId", "operationName", "variables", "extensions" }`.
    ///
    /// - Complexity: O(count).
    public static func parse(
        _ json: UnsafeRawBufferPointer, depthMax: Int = JSONReader.depthMax
    ) throws(RequestBodyError) -> GraphQLRequest {
        try request(from: read(json, depthMax))
    }

    /// Reads variables given apart.
    public static func variables(
        _ json: UnsafeRawBufferPointer, depthMax: Int = JSONReader.depthMax
    ) throws(RequestBodyError) -> InputValue? {
        try variables(read(json, depthMax))
    }

    /// Reads parameters given apart, as in a GET request; variables and extensions are JSON texts.
    public static func request(
        query: String?, documentID: String?, operationName: String?, variables: String?, extensions: String?,
        depthMax: Int = JSONReader.depthMax
    ) throws(RequestBodyError) -> GraphQLRequest {
        try request(
            query, documentID, operationName,
            variables.map { text throws(RequestBodyError) in
                try read(text, depthMax)
            }, extensions.map { text throws(RequestBodyError) in try read(text, depthMax) })
    }

    private static func read(_ text: String, _ depthMax: Int) throws(RequestBodyError) -> InputValue {
        try Array(text.utf8).withUnsafeBytes { bytes in
            Result { () throws(RequestBodyError) in try read(bytes, depthMax) }
        }.get()
    }

    private static func read(
        _ json: UnsafeRawBufferPointer, _ depthMax: Int
    ) throws(RequestBodyError) -> InputValue {
        guard isValidUTF8(json) else { throw refused("The request body is not valid UTF-8.") }
        do {
            return try JSONReader.read(json, depthMax: depthMax)
        } catch {
            throw refused("The request body is not valid JSON: \(error.message) at byte \(error.offset).")
        }
    }

    /// Reads a request that is a part of something larger, such as a message of a socket.
    public static func request(from value: InputValue) throws(RequestBodyError) -> GraphQLRequest {
        if case .list = value {
            throw RequestBodyError(
                message: "Batched requests are off: send one operation a request.", code: "BATCHING_OFF")
        }
        guard case .object(let members) = value else { throw refused("The request body must be an object.") }
        var query: String?
        var documentID: String?
        var operationName: String?
        var variables: InputValue?
        var extensions: InputValue?
        for member in members {
            switch member.name {
            case "query": query = try text(member.value, "query")
            case "documentId": documentID = try text(member.value, "documentId")
            case "operationName": operationName = try text(member.value, "operationName")
            case "variables": variables = member.value
            case "extensions": extensions = member.value
            default: continue
            }
        }
        return try request(query, documentID, operationName, variables, extensions)
    }

    private static func request(
        _ query: String?, _ documentID: String?, _ operationName: String?, _ variables: InputValue?,
        _ extensions: InputValue?
    ) throws(RequestBodyError) -> GraphQLRequest {
        let reference = try reference(documentID, extensions)
        if case .trusted? = reference, query != nil {
            throw refused("Send \"query\" or \"documentId\", not both.")
        }
        guard query != nil || reference != nil else { throw refused("The member \"query\" is missing.") }
        return GraphQLRequest(
            document: query.map { Array($0.utf8) }, reference: reference,
            // No operation can have an empty name; clients send it for none.
            operationName: operationName.flatMap { $0.isEmpty ? nil : $0 },
            variables: try variables.flatMap { value throws(RequestBodyError) in try Self.variables(value) })
    }

    private static func text(_ value: InputValue, _ name: String) throws(RequestBodyError) -> String? {
        switch value {
        case .null: return nil
        case .string(let text): return text
        default: throw refused("The member \"\(name)\" must be a string.")
        }
    }

    private static func variables(_ value: InputValue) throws(RequestBodyError) -> InputValue? {
        switch value {
        case .null: return nil
        case .object: return value
        default: throw refused("The member \"variables\" must be an object.")
        }
    }

    static func refused(_ message: String) -> RequestBodyError {
        RequestBodyError(message: message, code: "BAD_REQUEST")
    }

    private static func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: bytes, as: UTF8.self) != nil
    }
}
