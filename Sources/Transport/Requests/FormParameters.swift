public import NIOCore

/// The parameters of a form, percent-decoded.
///
/// - SeeAlso: RFC 6749 appendix B
public struct FormParameters: Sendable, Equatable {
    private let values: [String: String]

    /// Longest form that is read: credentials and tokens, nothing else.
    static let byteCountMax = 16 << 10

    /// Reads a body. Nil for bytes that are no percent-encoded UTF-8, a name that comes twice, and a form
    /// that is too long.
    ///
    /// - Complexity: O(n)
    public init?(_ body: ByteBuffer) {
        guard body.readableBytes <= Self.byteCountMax else { return nil }
        var values: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = QueryParameters.decoded(halves[0]),
                let value = QueryParameters.decoded(halves.count > 1 ? halves[1] : ""),
                values.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        self.values = values
    }

    /// A parameter; one without a value is as good as none.
    public subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// A form that was posted to `/oauth/token`.
public struct FormCall: Sendable {
    /// What stands in it; nil if it is no form.
    public let parameters: FormParameters?
    /// Whether the client authenticates by a header.
    public let hasAuthorization: Bool
    /// The client's address, as text.
    public let address: String?
    /// The id that the answer carries.
    public let requestID: String
}

/// The answer to a form: JSON and a status.
public struct FormReply: Sendable {
    /// The status.
    public let status: Int
    /// The JSON text.
    public let body: String
    /// How many seconds to wait before the next attempt.
    public let retryAfter: Int?

    /// An answer.
    public init(status: Int, body: String, retryAfter: Int? = nil) {
        self.status = status
        self.body = body
        self.retryAfter = retryAfter
    }
}

/// Answers forms; never throws.
public typealias FormHandler = @Sendable (FormCall) async -> FormReply
