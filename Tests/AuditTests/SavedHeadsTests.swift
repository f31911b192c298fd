import Audit
import Postgres
import Testing

/// The file in which heads of chains are kept.
@Suite struct SavedHeadsTests {
    @Test func `heads come back as they were saved`() throws {
        var saved = SavedHeads()
        saved.add(Chain(3).head, of: Chain(0).chain)
        saved.add(Chain(4, branch: nil).head, of: Chain(0, branch: nil).chain)

        let text = saved.text

        #expect(text.split(separator: "\n").count == 2)
        #expect(try SavedHeads("# of yesterday\n\n" + text) == saved)
    }

    @Test func `a chain without entries is not worth a line`() {
        var saved = SavedHeads()
        saved.add(AuditHead(), of: .platform)

        #expect(saved.text == "\n")
    }

    @Test(arguments: ["x", "a b c d", "1 2 3", "no head\nat all"])
    func `a line that is no head is told by its number`(line: String) {
        #expect(throws: SavedHeads.Malformed(line: 2)) { try SavedHeads("#\n\(line)") }
    }
}
