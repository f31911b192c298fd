import Domain
import Testing

/// Vectors of the TypeID specification, `valid.yml` and `invalid.yml`.
struct TypeIDTests {
    @Test(arguments: [
        ("00000000000000000000000000", "", UInt64(0), UInt64(0)),
        ("00000000000000000000000001", "", 0, 1),
        ("0000000000000000000000000a", "", 0, 10),
        ("0000000000000000000000000g", "", 0, 16),
        ("00000000000000000000000010", "", 0, 32),
        ("7zzzzzzzzzzzzzzzzzzzzzzzzz", "", .max, .max),
        ("prefix_0123456789abcdefghjkmnpqrs", "prefix", 0x0110_c853_1d09_52d8, 0xd73e_1194_e95b_5f19),
        ("prefix_01h455vb4pex5vsknk084sn02q", "prefix", 0x0189_0a5d_ac96_774b, 0xbcce_b302_099a_8057),
        ("pre_fix_00000000000000000000000000", "pre_fix", 0, 0),
    ])
    func `a valid ID is read and written again`(
        _ text: String, _ prefix: String, _ high: UInt64, _ low: UInt64
    ) {
        let id = TypeID(text)

        #expect(id?.prefix == prefix)
        #expect(id?.high == high)
        #expect(id?.low == low)
        #expect(id?.description == text)
    }

    @Test(arguments: [
        "PREFIX_00000000000000000000000000", "12345_00000000000000000000000000",
        "pre.fix_00000000000000000000000000",
        "préfix_00000000000000000000000000", "  prefix_00000000000000000000000000",
        "_00000000000000000000000000", "_",
        "prefix_1234567890123456789012345", "prefix_123456789012345678901234567",
        "prefix_1234567890123456789012345 ",
        "prefix_0123456789ABCDEFGHJKMNPQRS", "prefix_123456789-123456789-123456",
        "prefix_ooooooiiiiiiuuuuuuulllllll",
        "prefix_i23456789ol23456789oi23456", "prefix_123456789-0123456789-0123456",
        "prefix_8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "_prefix_00000000000000000000000000", "prefix__00000000000000000000000000", "", "prefix_",
        String(repeating: "abcdefghijklmnopqrstuvwxyz", count: 3) + "_00000000000000000000000000",
    ])
    func `an invalid ID is refused`(_ text: String) {
        #expect(TypeID(text) == nil)
    }
}
