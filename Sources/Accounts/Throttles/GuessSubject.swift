internal import Glibc

/// What guesses are counted by. Only its hash is stored.
struct GuessSubject: Sendable {
    /// The column `kind` of `login_throttles`.
    enum Kind: String { case account = "ACCOUNT", address = "ADDRESS", pin = "PIN", token = "TOKEN" }

    let kind: Kind
    /// Hashed in lower case, by the database's own `lower`, as addresses of logins are compared.
    let text: String
    let rule: GuessRule

    /// The login with an e-mail address, whether there is one or not.
    static func account(_ email: String, _ rule: GuessRule) -> GuessSubject {
        GuessSubject(kind: .account, text: email, rule: rule)
    }

    /// Where a request came from; nil if nobody knows.
    static func address(_ address: String?, _ rule: GuessRule, kind: Kind = .address) -> GuessSubject? {
        address.map { GuessSubject(kind: kind, text: block($0), rule: rule) }
    }

    /// The part of an address that one subscriber holds: an IPv4 address, or the first half of an IPv6 one.
    static func block(_ address: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 255, bytes[11] == 255 {
            return bytes[12...].map(String.init).joined(separator: ".")
        }
        let groups = stride(from: 0, to: 8, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
}
