import Foundation

/// What the server answered.
struct Answer: Sendable {
    let status: Int
    private let head: [String]
    let body: Data
    /// Nil where the request itself was refused.
    let data: JSON?
    let errors: [Entry]

    /// One entry of `errors`.
    struct Entry: Sendable, Hashable {
        let message: String
        let code: String
        /// Of the first location; 0 without one.
        let line: Int
        let path: [JSON]
        /// What else `extensions` says, the request's own id aside.
        let details: [String: JSON]
    }

    init(_ reply: AccessClient.Reply) {
        status = reply.status
        head = reply.head
        body = reply.body
        let json = Parts.merged(body) ?? JSON(body)
        data = json["data"] == .null ? nil : json["data"]
        errors = (json["errors"]?.items ?? []).map(Entry.init)
    }

    /// Status, head and body as text.
    var whole: String {
        "\(status)\n\(head.joined(separator: "\n"))\n\n\(String(decoding: body, as: UTF8.self))"
    }

    /// The values under a key of the answer's root, and the errors below it.
    func part(_ key: String) -> (value: JSON?, errors: [Entry]) {
        (data?[key], errors.filter { $0.path.first == .string(key) })
    }
}

extension Answer.Entry {
    init(_ json: JSON) {
        message = json["message"]?.text ?? ""
        code = json["extensions"]?["code"]?.text ?? ""
        path = json["path"]?.items ?? []
        if case .number(let number)? = json["locations"]?.items?.first?["line"] {
            line = Int(number)
        } else {
            line = 0
        }
        var details: [String: JSON] = [:]
        if case .object(let fields)? = json["extensions"] {
            details = fields
            details["requestId"] = nil
            details["code"] = nil
        }
        self.details = details
    }
}
