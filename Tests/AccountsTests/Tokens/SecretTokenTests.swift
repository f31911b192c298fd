import Testing

@testable import Accounts

@Suite struct SecretTokenTests {
    @Test func `a token has 256 random bits and says what it is for`() throws {
        let tokens = (0..<100).map { _ in SecretToken.make(.refresh).text }

        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.hasPrefix("crt_") && $0.utf8.count == 47 })
        #expect(try #require(SecretToken(tokens[0], .refresh)).hash.count == 32)
        #expect(SecretToken(tokens[0], .reset) == nil, "of another kind")
    }

    @Test(arguments: [
        "", "crt_", "crt_short", "crt_" + String(repeating: "a", count: 44),
        "crt_" + String(repeating: "=", count: 43), "crt_" + String(repeating: "é", count: 43),
        String(repeating: "crt_", count: 100_000),
    ])
    func `what can be no token is none`(text: String) {
        #expect(SecretToken(text, .refresh) == nil)
    }

    @Test func `a sealed successor opens with the token that it follows and with no other`() throws {
        let old = SecretToken.make(.refresh)
        let next = SecretToken.make(.refresh)
        let sealed = try #require(SealedSuccessor.seal(next, for: old))

        #expect(SealedSuccessor.open(sealed, with: old)?.text == next.text)
        #expect(SealedSuccessor.open(sealed, with: .make(.refresh)) == nil)
        #expect(SealedSuccessor.open(sealed.dropLast() + [sealed[sealed.count - 1] ^ 1], with: old) == nil)
        #expect(SealedSuccessor.open([], with: old) == nil)
    }
}
