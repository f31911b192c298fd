import Domain
import Testing

/// What till printers write by themselves.
struct CodePage858Tests {
    @Test
    func `Western letters have their places in the code page`() {
        // As the table of the code page has them.
        #expect(CodePage858.bytes("Año ¡Ü €ß") == [65, 0xA4, 111, 32, 0xAD, 0x9A, 32, 0xD5, 0xE1])
        #expect(CodePage858.bytes("ÿ£Ø¥Ðµ²\u{A0}") == [0x98, 0x9C, 0x9D, 0xBE, 0xD1, 0xE6, 0xFD, 0xFF])
    }

    @Test
    func `signs that mean the same in plain letters are written so`() {
        #expect(CodePage858.bytes("₹5 – “a”…") == Array("Rs 5 - \"a\"...".utf8))
    }

    @Test(arguments: ["தோசை", "麻婆豆腐", "حمص", "a\u{301}", "Łódź", "\u{1B}"])
    func `a text with anything else is for somebody else to draw`(_ text: String) {
        #expect(CodePage858.bytes(text) == nil)
    }
}
