import DataLoader
import Testing

struct LanguageTagTests {
    @Test(arguments: [
        ("es", ["es"]), ("EN-us", ["en-US", "en"]), ("zh-hant-tw", ["zh-Hant-TW", "zh-Hant", "zh"]),
        ("es-419", ["es-419", "es"]), ("en-GB-oxendict", ["en-GB-oxendict", "en-GB", "en"]),
        ("en-US-u-hc-h12", ["en-US-u-hc-h12", "en-US-u-hc", "en-US", "en"]), ("quz", ["quz"]),
    ])
    func `a tag falls back to its beginnings`(_ text: String, _ lookup: [String]) {
        #expect(LanguageTag(text)?.lookup == lookup)
        #expect(LanguageTag(text)?.text == lookup.first)
    }

    @Test(arguments: [
        "", "e", "en_US", "en-", "-en", "en--US", "12", "en-US-", "en-a", "en US", "ñandú", "en-abcdefghi",
        "x-private", "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd",
    ])
    func `what is no tag is refused`(_ text: String) {
        #expect(LanguageTag(text) == nil)
    }
}
