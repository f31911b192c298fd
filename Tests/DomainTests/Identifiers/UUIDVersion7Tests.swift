import Domain
import Testing

@Suite struct UUIDVersion7Tests {
    @Test func `version, variant and time stand where the specification puts them`() {
        var generator = SystemRandomNumberGenerator()

        let (high, low) = UUIDVersion7.make(unixMilliseconds: 0x017F_22E2_79B0, using: &generator)

        #expect(high >> 16 == 0x017F_22E2_79B0)
        #expect(high >> 12 & 0xF == 7)
        #expect(low >> 62 == 0b10)
    }

    @Test func `two of one moment differ`() {
        var generator = SystemRandomNumberGenerator()

        let first = UUIDVersion7.make(unixMilliseconds: 1, using: &generator)
        let second = UUIDVersion7.make(unixMilliseconds: 1, using: &generator)

        #expect(first != second)
    }
}

@Suite struct NamedUUIDTests {
    @Test func `the same name gives the same identifier`() {
        #expect(NamedUUID.make("pe/menu/ceviches") == NamedUUID.make("pe/menu/ceviches"))
        #expect(NamedUUID.make("pe/menu/ceviches") != NamedUUID.make("pe/menu/cevicheS"))
    }

    @Test func `version and variant are set`() {
        let (high, low) = NamedUUID.make("anything")

        #expect(high >> 12 & 0xF == 8)
        #expect(low >> 62 == 0b10)
    }
}
