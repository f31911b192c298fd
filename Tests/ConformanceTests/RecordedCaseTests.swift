import Conformance
import Foundation
import Testing

/// The engine answers what graphql-core answers: the same verdicts, and errors at the same places.
///
/// Texts of messages are each engine's own. A case that the engine skips counts as failed; one that must
/// differ stands in `JustifiedDifference`.
@Suite struct RecordedCaseTests {
    @Test(.timeLimit(.minutes(20))) func `every recorded case is answered alike`() async throws {
        let cases = try Recording.cases()
        var engine = ConformanceEngine()
        var counts: [String: Int] = [:]
        var differences: [String] = []
        var unused = JustifiedDifference.all

        for recorded in cases {
            counts[recorded.kind, default: 0] += 1
            let line = Data(await engine.answer(recorded.line))
            let answer = try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
            guard let difference = Comparison.difference(recorded.members, answer) else { continue }
            if let index = JustifiedDifference.all.firstIndex(where: { $0.covers(recorded) }) {
                unused.removeAll { $0.test == JustifiedDifference.all[index].test }
                continue
            }
            differences.append(
                "\(recorded.kind) of \(recorded.test): \(difference)\n\(recorded.text.prefix(400))")
        }

        print("Recorded cases: \(counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }).")
        #expect(
            differences.isEmpty, "\(differences.count):\n\(differences.prefix(50).joined(separator: "\n"))")
        #expect(cases.count > 2_500)
        #expect(unused.map(\.test) == [], "differences that are none any more")
    }

    @Test func `the differences are few, and each has its reason`() {
        #expect(JustifiedDifference.all.count < 40)
        #expect(JustifiedDifference.all.allSatisfy { !$0.reason.isEmpty && !$0.section.isEmpty })
    }
}
