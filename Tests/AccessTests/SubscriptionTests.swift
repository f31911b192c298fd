import Restaurant
import TestSupport
import Testing

/// Every role × every subscription, over WebSockets; what streams of events and sockets bring of queries and
/// mutations is asked beside HTTP in the other suites.
@Suite(.serialized, .database(TwoTenants.template))
struct SubscriptionTests {
    @Test func `every role may follow what the file says, and nothing of the other tenant`() async throws {
        try await AccessWorld.serving { world in
            let theirs = try await world.ids(of: world.other, as: world.strongestOther)
            let foreign = theirs.values.compactMap(\.first).compactMap(ForeignIDTests.parsed)
            #expect(foreign.contains { $0.kind == .branch })
            let matrix = SubscriptionMatrix(
                world: world, samples: try await world.samples(), foreign: foreign)
            var findings = Findings()

            for principal in world.principals { findings.add(try await matrix.findings(principal)) }

            #expect(findings.differences.isEmpty, "\(findings.summary)")
            #expect(findings.attempts > 1_000, "\(findings.attempts)")
        }
    }
}
