import TestSupport
import Testing

/// Every role × every field, both ways, against a running server: nothing is listed here, everything follows
/// from `schema.graphql` and `Config/permissions.yaml`.
@Suite(.serialized, .database(TwoTenants.template))
struct FieldMatrixTests {
    @Test func `every role gets from every field what the file says`() async throws {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let matrix = FieldMatrix(world: world, samples: samples, expected: world.expected)
            var findings = Findings()

            for (turn, principal) in world.roles.enumerated() {
                findings.add(try await matrix.findings(principal, shift: turn))
            }

            #expect(findings.differences.isEmpty, "\(findings.summary)")
        }
    }
}
