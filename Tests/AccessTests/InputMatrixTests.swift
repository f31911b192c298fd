import TestSupport
import Testing

/// Every role × every argument, input field and enum value, and all that introspection tells.
@Suite(.serialized, .database(TwoTenants.template))
struct InputMatrixTests {
    @Test func `every role may give what the file says, and is told of nothing else`() async throws {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let fields = FieldMatrix(world: world, samples: samples, expected: world.expected)
            let inputs = InputMatrix(world: world, samples: samples, expected: world.expected)
            let introspection = IntrospectionMatrix(world: world, expected: world.expected)
            var findings = Findings()

            for principal in world.roles {
                findings.add(try await inputs.findings(principal, try await fields.ways(principal)))
                findings.add(try await introspection.findings(principal))
            }

            #expect(findings.differences.isEmpty, "\(findings.summary)")
        }
    }
}
