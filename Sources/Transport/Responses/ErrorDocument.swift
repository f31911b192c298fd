/// The JSON of an error that the transport itself reports, in the shape of every other error of the API.
///
/// - SeeAlso: GraphQL Sep 2025 §7.1.6
enum ErrorDocument {
    /// One error with its code and the request's id.
    static func text(message: String, code: String, requestID: String) -> String {
        "{\"errors\":\(list(message: message, code: code, requestID: requestID))}"
    }

    /// The array of it alone.
    static func list(message: String, code: String, requestID: String) -> String {
        "[{\"message\":\(quoted(message)),\"extensions\":{\"code\":\(quoted(code)),"
            + "\"requestId\":\(quoted(requestID))}}]"
    }

    /// A JSON string.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
