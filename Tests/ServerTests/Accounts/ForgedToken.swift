import Crypto
import Foundation

@testable import Accounts

/// Tokens that are none of ours, or not any more, made with all that an attacker may know and some that none
/// should: the folder of keys.
struct ForgedToken {
    let name: String
    let text: String

    /// All of them.
    static func all(key: SigningKeys.Key, organization: String) -> [ForgedToken] {
        let forge = Forge(key: key, organization: organization)
        return forge.headers() + forge.signatures() + forge.claims() + forge.shapes()
    }
}

private struct Forge {
    let key: SigningKeys.Key
    let organization: String
    private let now = Int(Date().timeIntervalSince1970)

    private var claims0: [String: Any] {
        [
            "iss": "comanda", "aud": "comanda-api", "sub": "test", "org": organization, "role": "ORG_ADMIN",
            "iat": now, "nbf": now, "exp": now + 600, "jti": "forged",
        ]
    }

    private func header(_ fields: [String: Any?] = [:]) -> Data {
        var header: [String: Any] = ["alg": "EdDSA", "typ": "at+jwt", "kid": key.id]
        for (name, value) in fields { header[name] = value }
        return json(header)
    }

    private func json(_ value: Any) -> Data {
        (try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])) ?? Data()
    }

    private func base64(_ data: some Sequence<UInt8>) -> String {
        Data(data).base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// Rightly signed, whatever it says.
    private func signed(_ header: Data, _ payload: Data, by secret: Curve25519.Signing.PrivateKey? = nil)
        -> String
    {
        let text = base64(header) + "." + base64(payload)
        let signature = try? (secret ?? key.secret).signature(for: Data(text.utf8))
        return text + "." + base64(signature ?? Data())
    }

    func headers() -> [ForgedToken] {
        let payload = json(claims0)
        let changes: [(String, [String: Any?])] = [
            ("kid of a path", ["kid": "../../../../etc/passwd"]), ("kid of SQL", ["kid": "x' OR '1'='1"]),
            ("kid of a URL", ["kid": "https://example.com/key"]), ("empty kid", ["kid": ""]),
            ("long kid", ["kid": String(repeating: "k", count: 33)]),
            ("unknown kid", ["kid": "0123456789abcdef"]),
            ("no kid", ["kid": nil]), ("kid that is no text", ["kid": 7]),
            ("jku", ["jku": "https://example.com/keys"]), ("x5u", ["x5u": "https://example.com/c"]),
            ("jwk", ["jwk": ["kty": "OKP"]]), ("x5c", ["x5c": "MII"]), ("crit", ["crit": ["exp"]]),
            ("b64", ["b64": false]), ("typ JWT", ["typ": "JWT"]),
            ("typ of a refresh token", ["typ": "rt+jwt"]),
            ("no typ", ["typ": nil]), ("alg EdDSA in lower case", ["alg": "eddsa"]),
            ("alg ES256", ["alg": "ES256"]), ("alg RS256", ["alg": "RS256"]), ("no alg", ["alg": nil]),
        ]
        return changes.map { ForgedToken(name: $0, text: signed(header($1), payload)) }
    }

    func signatures() -> [ForgedToken] {
        let payload = json(claims0)
        let text = base64(header()) + "." + base64(payload)
        let good = signed(header(), payload)
        var other = claims0
        other["role"] = "SUPER_ADMIN"
        func none(_ alg: String) -> String { base64(header(["alg": alg])) + "." + base64(payload) + "." }
        func hmac(_ secret: Data) -> String {
            let text = base64(header(["alg": "HS256"])) + "." + base64(payload)
            return text + "."
                + base64(
                    HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: secret)))
        }
        let signature = String(good.split(separator: ".")[2])
        return [
            ("alg none", none("none")), ("alg None", none("None")), ("alg NONE", none("NONE")),
            ("HS256 by the public key", hmac(key.secret.publicKey.rawRepresentation)),
            ("HS256 by an empty key", hmac(Data([0]))), ("no signature", text + "."),
            ("half a signature", text + "." + signature.prefix(43)), ("more than a signature", good + "AAAA"),
            ("zeros", text + "." + base64([UInt8](repeating: 0, count: 64))),
            ("another key under our kid", signed(header(), payload, by: Curve25519.Signing.PrivateKey())),
            (
                "another role under our signature",
                base64(header()) + "." + base64(json(other)) + "." + signature
            ),
        ].map(ForgedToken.init)
    }

    func claims() -> [ForgedToken] {
        let changes: [(String, [String: Any?])] = [
            ("expired", ["exp": now - 61]), ("of tomorrow", ["nbf": now + 86_400]),
            ("made tomorrow", ["iat": now + 86_400]),
            ("no end", ["exp": nil]), ("end as text", ["exp": "\(now + 600)"]),
            ("end beyond numbers", ["exp": 1e300]),
            ("another issuer", ["iss": "comanda-test"]), ("another audience", ["aud": "other"]),
            ("audiences", ["aud": ["comanda-api"]]), ("nobody", ["sub": ""]), ("no subject", ["sub": nil]),
            ("unknown role", ["role": "ROOT"]), ("roles", ["role": ["ORG_ADMIN"]]),
            ("no role", ["role": nil]),
            ("no id", ["jti": nil]),
            ("organization of another kind", ["org": "branch_01h455vb4pex5vsknk084sn02q"]),
            ("organization of SQL", ["org": "org_' OR 1=1"]), ("branches as text", ["branches": "all"]),
        ]
        return changes.map { name, change in
            var claims = claims0
            for (claim, value) in change { claims[claim] = value }
            return ForgedToken(name: name, text: signed(header(), json(claims)))
        }
    }

    func shapes() -> [ForgedToken] {
        let payload = json(claims0)
        let good = signed(header(), payload)
        return [
            ("empty", ""), ("dots", ".."),
            ("two parts", good.split(separator: ".").prefix(2).joined(separator: ".")),
            ("five parts", good + ".a.b"), ("huge", good + String(repeating: "A", count: 20_000)),
            ("a refresh token", SecretToken.make(.refresh).text), ("padding", good + "="),
            (
                "loose bits",
                good.dropLast()
                    + (good.last == "A" ? "B" : good.last == "Q" ? "R" : good.last == "g" ? "h" : "x")
            ),
            ("payload that is no JSON", signed(header(), Data("role=ORG_ADMIN".utf8))),
            ("header that is a list", signed(json(["EdDSA"]), payload)),
        ].map { ForgedToken(name: $0, text: String($1)) }
    }
}
