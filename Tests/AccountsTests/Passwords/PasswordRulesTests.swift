import Testing

@testable import Accounts

@Suite struct PasswordRulesTests {
    private static let blocked = Result { try Checkout.blockedPasswords() }
    private let rules: PasswordRules

    init() throws {
        rules = PasswordRules(blocked: try Self.blocked.get())
    }

    @Test func `the list is long enough`() throws {
        #expect(try Self.blocked.get().count >= BlockedPasswords.countMin)
    }

    @Test(arguments: [
        "short", "eleven char", "password1234", "Password1234!", "P@ssw0rd1234", "qwertyqwerty",
        "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "123456789012", "abcdefghijklm", "987654321098",
        "!!!iloveyou!!!", "passwordpassword", "comanda rocks it",
    ])
    func `a password that is guessed first is refused`(text: String) throws {
        let secret = try #require(HashableSecret(text))
        #expect(rules.problem(with: secret, ownWords: []) != nil)
    }

    @Test(arguments: [
        "an old elm beside the gate", "correct horse battery staple", "dragon7391048265037",
        "ñandú corre por la pampa", "密码密码是一个很长的句子吗是的", "aB3$kk99..Lq0z", "            .",
    ])
    func `a long one that nobody guesses first is taken, whatever it is made of`(text: String) throws {
        let secret = try #require(HashableSecret(text))
        #expect(rules.problem(with: secret, ownWords: ["ana@example.com", "Ana Quispe"]) == nil)
    }

    @Test(arguments: ["my name is quispe", "EXAMPLE of a sentence", "mar adentro y mas alla"])
    func `a password with a word of the account is refused`(text: String) throws {
        let secret = try #require(HashableSecret(text))
        let words = ["ana@example.com", "Ana Quispe", "Mar Adentro"]
        #expect(rules.problem(with: secret, ownWords: words) != nil)
        #expect(rules.problem(with: secret, ownWords: []) == nil)
    }

    @Test func `two ways to type one password are one`() throws {
        let composed = try #require(HashableSecret("caf\u{E9} con leche"))
        let decomposed = try #require(HashableSecret("cafe\u{301} con leche"))
        #expect(composed.bytes == decomposed.bytes)
    }

    @Test func `a password has 128 characters at most and nothing is cut off`() {
        #expect(HashableSecret(String(repeating: "a", count: 128))?.scalarCount == 128)
        #expect(HashableSecret(String(repeating: "a", count: 129)) == nil)
        #expect(HashableSecret(String(repeating: "\u{1F35C}", count: 128))?.bytes.count == 512)
        #expect(HashableSecret(String(repeating: "a", count: 1 << 20)) == nil)
        #expect(HashableSecret("") == nil)
    }

    @Test func `a secret prints as nothing`() throws {
        let secret = try #require(HashableSecret("an old elm beside the gate"))
        let token = SecretToken.make(.reset)
        for text in ["\(secret)", String(reflecting: secret), "\(token)", String(reflecting: token)] {
            #expect(!text.contains("elm") && !text.contains("crs_"))
        }
        var dumped = ""
        dump((secret, token), to: &dumped)
        #expect(!dumped.contains("elm") && !dumped.contains("crs_"))
    }

    @Test(arguments: ["1234", "0000", "111111", "4321", "987654", "12a4", "123", "123456789", "", "١٢٣٤"])
    func `a PIN that is tried first, or none, is refused`(text: String) {
        #expect(PersonalPIN.problem(with: text) != nil)
    }

    @Test(arguments: ["2580", "19283746", "1122"])
    func `any other digits are a PIN`(text: String) {
        #expect(PersonalPIN.problem(with: text) == nil)
    }
}
