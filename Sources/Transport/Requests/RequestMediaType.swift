/// Whether a request's body is one that we read.
///
/// Only JSON types pass: a browser sends those across origins after a preflight alone, so a page of another
/// site can't post an operation with a form.
///
/// - SeeAlso: RFC 8259 §8.1
enum RequestMediaType {
    /// True for `application/json` and `application/graphql-response+json`, in UTF-8 or without a charset.
    static func isReadable(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        if contentType == "application/json" { return true }
        let parts = contentType.lowercased().split(separator: ";").map {
            $0.filter { $0 != " " && $0 != "\t" }
        }
        guard let type = parts.first,
            type == "application/json" || type == "application/graphql-response+json"
        else { return false }
        return parts.dropFirst().allSatisfy { parameter in
            guard parameter.hasPrefix("charset=") else { return true }
            let charset = parameter.dropFirst("charset=".count).filter { $0 != "\"" }
            return charset == "utf-8" || charset == "utf8"
        }
    }
}
