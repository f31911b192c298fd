import Crypto
import Foundation
import Synchronization
import Testing

@testable import Accounts

@Suite struct AccessTokensTests {
    let secret = Curve25519.Signing.PrivateKey()
    let start = 1_800_000_000

    func tokens(at time: Int? = nil, keys: [Curve25519.Signing.PrivateKey]? = nil) async -> AccessTokens {
        let time = time ?? start
        return await AccessTokens(
            keys: SigningKeys(secrets: keys ?? [secret]), terms: AccessTokens.Terms(), now: { time })
    }

    func minted() async throws -> String {
        try await tokens().mint(
            subject: "ana", organization: "org_1", role: "WAITER", branches: ["branch_1"], id: "jti-1")
    }

    @Test func `a minted token tells its bearer`() async throws {
        let claims = try await tokens().verify(minted())

        #expect(claims.sub == "ana")
        #expect(claims.org == "org_1")
        #expect(claims.role == "WAITER")
        #expect(claims.branches == ["branch_1"])
        #expect(claims.iss == "comanda")
        #expect(claims.aud == "comanda-api")
        #expect(claims.exp - claims.iat == 15 * 60)
        #expect(claims.jti == "jti-1")
    }

    @Test func `a token ends with its lifetime and the skew, from the cache too`() async throws {
        let token = try await minted()
        let end = start + 15 * 60
        _ = try await tokens(at: end + 59).verify(token)
        await #expect(throws: InvalidToken()) { try await tokens(at: end + 60).verify(token) }

        let clock = Mutex(start)
        let cached = await AccessTokens(
            keys: SigningKeys(secrets: [secret]), terms: AccessTokens.Terms(), now: { clock.withLock { $0 } })
        _ = try await cached.verify(token)
        clock.withLock { $0 = end + 60 }
        await #expect(throws: InvalidToken()) { try await cached.verify(token) }
    }

    @Test func `a token of the future is refused`() async throws {
        let token = try await minted()
        _ = try await tokens(at: start - 60).verify(token)
        await #expect(throws: InvalidToken()) { try await tokens(at: start - 61).verify(token) }
    }

    @Test func `a token of another key is refused`() async throws {
        let token = try await minted()
        let other = await tokens(keys: [Curve25519.Signing.PrivateKey()])
        await #expect(throws: InvalidToken()) { try await other.verify(token) }
    }

    @Test func `after a rotation the old key still verifies and the new one signs`() async throws {
        let old = try await minted()
        let rotated = await tokens(keys: [Curve25519.Signing.PrivateKey(), secret])
        _ = try await rotated.verify(old)
        let new = try await rotated.mint(subject: "a", organization: nil, role: "R", branches: [], id: "2")
        await #expect(throws: InvalidToken()) { try await tokens().verify(new) }
    }

    @Test(arguments: [
        #"{"alg":"none","typ":"at+jwt","kid":"KID"}"#, #"{"alg":"HS256","typ":"at+jwt","kid":"KID"}"#,
        #"{"alg":"EdDSA","typ":"rt+jwt","kid":"KID"}"#, #"{"alg":"EdDSA","typ":"JWT","kid":"KID"}"#,
        #"{"alg":"EdDSA","typ":"at+jwt"}"#, #"{"alg":"EdDSA","typ":"at+jwt","kid":"../../etc/passwd"}"#,
        #"{"alg":"EdDSA","typ":"at+jwt","kid":"' OR 1=1"}"#, #"{"alg":"EdDSA","typ":"at+jwt","kid":"other"}"#,
        #"{"alg":"EdDSA","typ":"at+jwt","kid":"KID","jku":"https://evil"}"#,
        #"{"alg":"EdDSA","typ":"at+jwt","kid":"KID","crit":["x"]}"#, #"["EdDSA"]"#, "not json",
    ])
    func `a header of another shape is refused, even rightly signed`(header: String) async throws {
        let keys = SigningKeys(secrets: [secret])
        let header = header.replacingOccurrences(of: "KID", with: keys.keys[0].id)
        let payload = try #require(try await minted().split(separator: ".").dropFirst().first)
        let token = try signed(header, payload: String(payload))
        await #expect(throws: InvalidToken()) { try await tokens().verify(token) }
    }

    @Test func `the same signature by hand is accepted under the right header`() async throws {
        let keys = SigningKeys(secrets: [secret])
        let payload = try #require(try await minted().split(separator: ".").dropFirst().first)
        let header = #"{"alg":"EdDSA","typ":"at+jwt","kid":"\#(keys.keys[0].id)"}"#
        _ = try await tokens().verify(signed(header, payload: String(payload)))
    }

    @Test(arguments: ["iss", "aud", "sub", "role", "iat", "nbf", "exp", "jti"])
    func `every claim is required`(claim: String) async throws {
        var fields: [String: Any] = [
            "iss": "comanda", "aud": "comanda-api", "sub": "a", "role": "R", "branches": [String](),
            "iat": start,
            "nbf": start, "exp": start + 60, "jti": "1",
        ]
        fields[claim] = nil
        let payload = base64(try JSONSerialization.data(withJSONObject: fields))
        let header = #"{"alg":"EdDSA","typ":"at+jwt","kid":"\#(SigningKeys(secrets: [secret]).keys[0].id)"}"#
        await #expect(throws: InvalidToken()) {
            try await tokens().verify(signed(header, payload: payload))
        }
    }

    @Test(arguments: ["iss", "aud"])
    func `a token of another service is refused`(claim: String) async throws {
        var terms = AccessTokens.Terms()
        if claim == "iss" { terms.issuer = "other" } else { terms.audience = "other" }
        let foreign = await AccessTokens(
            keys: SigningKeys(secrets: [secret]), terms: terms, now: { start })
        let token = try await foreign.mint(subject: "a", organization: nil, role: "R", branches: [], id: "1")
        await #expect(throws: InvalidToken()) { try await tokens().verify(token) }
    }

    @Test(arguments: ["", ".", "..", "a.b.c", "a.b.c.d", String(repeating: "a", count: 100_000)])
    func `what is no token is refused`(text: String) async {
        await #expect(throws: InvalidToken()) { try await tokens().verify(text) }
    }

    @Test func `a changed claim is refused`() async throws {
        let parts = try await minted().split(separator: ".").map(String.init)
        let other = try await tokens().mint(
            subject: "b", organization: nil, role: "OWNER", branches: [], id: "2")
        let forged = [parts[0], other.split(separator: ".").map(String.init)[1], parts[2]].joined(
            separator: ".")
        await #expect(throws: InvalidToken()) { try await tokens().verify(forged) }
    }

    @Test func `a first start makes a private key and the next one finds it`() async throws {
        let folder = NSTemporaryDirectory() + "keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try SigningKeys(folder: folder)
        let second = try SigningKeys(folder: folder)
        #expect(first.keys.map(\.id) == second.keys.map(\.id))

        let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)

        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "/" + file)
        #expect(throws: SigningKeyError.self) { try SigningKeys(folder: folder) }
    }

    private func signed(_ header: String, payload: String) throws -> String {
        let text = base64(Data(header.utf8)) + "." + payload
        return text + "." + base64(try secret.signature(for: Data(text.utf8)))
    }

    private func base64(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
