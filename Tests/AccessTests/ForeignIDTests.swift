import Foundation
import GraphQLSchema
import Postgres
import Restaurant
import TestSupport
import Testing

/// Every field that takes an ID × IDs of another tenant × every role: as if there were nothing, and nothing
/// of the other tenant in any answer or in the log.
@Suite(.serialized, .database(TwoTenants.template))
struct ForeignIDTests {
    /// The ways that take turns with a plain POST.
    private static let carriages: [Carriage] = [.get, .query, .hash, .parts, .socket, .events]

    /// Whether the large figure is asked for.
    private static let isFull = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] != nil

    /// How much is tried at least.
    private static let attempts = isFull ? 100_000 : 20_000

    @Test func `case 21: another tenant's ID is answered like an ID of nothing, to everybody and everywhere`()
        async throws
    {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let theirs = try await world.ids(of: world.other, as: world.strongestOther)
            let sites = InputPlace.ids(in: world.schema)
            let known = theirs.sorted { $0.key < $1.key }.flatMap(\.value).compactMap(Self.parsed)
            let pairs = world.principals.count * sites.count
            // Callers take turns with what there is of each kind, unless everything is asked for.
            let each = Self.attempts * 3 / 2 / max(1, pairs) + 1
            let more = max(0, each - known.count)
            var dice = SplitMix(state: 7)
            var findings = Findings()

            let matrix = FieldMatrix(world: world, samples: samples, expected: world.expected)
            for (turn, principal) in world.principals.enumerated() {
                let ways = try await matrix.ways(principal)
                for (place, site) in sites.enumerated() {
                    let path = ways[site.field.parent]?.first ?? matrix.anyWay(to: site.field.parent)
                    guard let path else { continue }
                    let turns = Self.turns(known, from: turn * each + place, count: Self.isFull ? nil : each)
                    let ids = turns + (0..<more).map { _ in Self.any(world.other, &dice) }
                    let attempt = ForeignIDs(
                        world: world, samples: samples, principal: principal, path: path, site: site)
                    let carriage = Self.carriages[(turn + place) % Self.carriages.count]
                    findings.add(try await attempt.findings(ids, by: carriage))
                }
            }

            #expect(findings.differences.isEmpty, "\(findings.summary)")
            #expect(findings.attempts >= Self.attempts, "\(findings.attempts)")
        }
    }

    @Test func `an ID of a branch beyond reach is answered like an ID of nothing`() async throws {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let beyond = try await world.ids(of: world.rows.beyond, as: world.strongest)
            let ids = beyond.sorted { $0.key < $1.key }.flatMap { $0.value.prefix(3) }.compactMap(Self.parsed)
            let matrix = FieldMatrix(world: world, samples: samples, expected: world.expected)
            var findings = Findings()

            for principal in world.principals where principal.isConfined {
                let ways = try await matrix.ways(principal)
                for site in InputPlace.ids(in: world.schema) {
                    let isSeen = world.expected.outcome(principal.role, site.field, world.schema).exists
                    guard isSeen, let path = ways[site.field.parent]?.first else { continue }
                    let attempt = ForeignIDs(
                        world: world, samples: samples, principal: principal, path: path, site: site)
                    findings.add(try await attempt.findings(ids))
                }
            }

            #expect(findings.differences.isEmpty, "\(findings.summary)")
            #expect(!ids.isEmpty)
        }
    }

    @Test func `the other tenant sees its own marks`() async throws {
        try await AccessWorld.serving { world in
            let theirs = try await world.ids(of: world.other, as: world.strongestOther)
            var samples = SampleArguments(schema: world.schema)
            samples.ids = theirs
            let paths = PathSearch(schema: world.schema, samples: samples) { field in
                world.expected.outcome(world.strongestOther.role, field, world.schema) == .value
            }.paths()

            for type in theirs.keys.sorted() {
                let id = try #require(world.schema.type(named: type))
                let path = try #require(paths[id]?.first { $0.steps.last?.condition == type })
                let selection = world.schema.selection(of: id, depth: 0) {
                    world.expected.outcome(world.strongestOther.role, $0, world.schema) == .value
                }
                let answer = try await world.client.ask(
                    "{ \(path.selecting(selection, key: "k")) }", as: world.strongestOther)
                #expect(!world.client.marks.found(in: answer.body).isEmpty, "\(type): \(answer.whole)")
            }
            #expect(!theirs.isEmpty)
        }
    }

    /// Some of what is known, going round; all of it where no count is given.
    private static func turns<Element>(_ known: [Element], from start: Int, count: Int?) -> [Element] {
        guard let count, count < known.count else { return known }
        return (0..<count).map { known[(start + $0) % known.count] }
    }

    /// A row of the other tenant under any kind.
    private static func any(
        _ rows: [UUIDBytes], _ dice: inout SplitMix
    ) -> (kind: EntityKind, row: UUIDBytes) {
        (
            EntityKind.allCases.randomElement(using: &dice) ?? .organization,
            rows.randomElement(using: &dice) ?? UUIDBytes(high: 0, low: 0)
        )
    }

    static func parsed(_ id: String) -> (kind: EntityKind, row: UUIDBytes)? {
        for kind in EntityKind.allCases {
            if let row = kind.uuid(id) { return (kind, row) }
        }
        return nil
    }
}

/// Chance that repeats itself.
///
/// - SeeAlso: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
