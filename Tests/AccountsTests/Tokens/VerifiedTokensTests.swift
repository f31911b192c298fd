import Testing

@testable import Accounts

struct VerifiedTokensTests {
    private static let claims = AccessTokenClaims(
        iss: "comanda", aud: "comanda-api", sub: "user_1", role: "WAITER", iat: 1, nbf: 1, exp: 2, jti: "1")

    @Test func `what keys verified that are not in use any more is not known`() {
        let tokens = VerifiedTokens(limit: 2)

        // Remembered late: the keys were replaced while the signature was checked.
        tokens.remember(Self.claims, of: "token", at: 0)

        #expect(tokens.claims(of: "token", at: 1) == nil)
        #expect(tokens.claims(of: "token", at: 0) == Self.claims)
    }

    @Test func `a full store begins anew`() {
        let tokens = VerifiedTokens(limit: 2)
        for name in ["a", "b", "c"] { tokens.remember(Self.claims, of: name, at: 0) }

        #expect(["a", "b", "c"].map { tokens.claims(of: $0, at: 0) != nil } == [false, false, true])
    }
}
