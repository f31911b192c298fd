import GraphQLSchema
import TestSupport
import Testing

/// The matrices can fail: what they compare with is changed, and they must see it.
@Suite(.serialized, .database(TwoTenants.template))
struct SelfTests {
    @Test func `a field that is granted too much or too little is found`() async throws {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let leaves = world.schema.fields.filter { field in
                let type = world.schema[field.parent]
                return type.kind == .object && !type.isIntrospection && !field.id.isIntrospection
                    && world.schema[field.type.named].kind.isLeaf && field.arguments.isEmpty
            }
            let role = try #require(
                world.roles.first { principal in
                    let outcomes = Set(
                        leaves.map { world.expected.outcome(principal.role, $0, world.schema) })
                    return principal.token != nil && outcomes.isSuperset(of: [.value, .hidden])
                })
            let shown = try #require(
                leaves.first { world.expected.outcome(role.role, $0, world.schema) == .value })
            let type = try #require(
                leaves.last { field in
                    world.expected.outcome(role.role, field, world.schema) == .hidden
                        && leaves.contains { other in
                            other.parent == field.parent
                                && world.expected.outcome(role.role, other, world.schema) == .value
                        }
                })
            var changed = world.expected
            changed.entries[shown.coordinate] = ExpectedAccess.Entry(allow: [])
            changed.entries[type.coordinate] = ExpectedAccess.Entry(allow: [role.role])

            let matrix = FieldMatrix(world: world, samples: samples, expected: changed)
            let differences = try await matrix.findings(role).differences

            #expect(
                differences.contains { $0.contains("\(shown.name): granted too much") }, "\(differences)")
            #expect(
                differences.contains { $0.contains("\(type.coordinate): granted too little") },
                "\(differences)")
            #expect(differences.allSatisfy { $0.contains(shown.name) || $0.contains(type.name) })
        }
    }

    @Test func `an ID that is not refused is found`() async throws {
        try await AccessWorld.serving { world in
            var samples = SampleArguments(schema: world.schema)
            samples.ids = try await world.ids(of: world.other, as: world.strongestOther)
            let matrix = FieldMatrix(world: world, samples: samples, expected: world.expected)
            let ids = samples.ids.values.flatMap { $0 }.compactMap(ForeignIDTests.parsed)
            let queries = InputPlace.ids(in: world.schema).filter {
                $0.field.parent == world.schema.queryType
            }

            // To the other tenant itself its IDs are no foreign ones. Its items have no choices three levels
            // deep: there no ID fits.
            // The sample of a coupon's code is none, and hides what is wrong with the lines.
            let reached = queries.filter {
                $0.inner.count(where: { $0.name == "selections" }) < 3
                    && !$0.name.hasPrefix("Query.couponValidate(lines:)")
            }
            for place in reached where place.last.isRequired {
                let path = try #require(matrix.anyWay(to: place.field.parent))
                let attempt = ForeignIDs(
                    world: world, samples: samples, principal: world.strongestOther, path: path, site: place)
                let findings = try await attempt.findings(ids)
                #expect(!findings.differences.isEmpty, "\(place.name)")
            }
            #expect(!queries.isEmpty)
        }
    }
}
