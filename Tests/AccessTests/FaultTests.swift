import Foundation
import GraphQLSchema
import Restaurant
import TestSupport
import Testing

/// Deliberate faults of a server, laid over its answers on their way: each must be seen.
@Suite(.serialized, .database(TwoTenants.template))
struct FaultTests {
    @Test func `whatever comes of the other tenant is found, wherever it stands`() async throws {
        try await AccessWorld.serving { world in
            let foreign = try #require(world.other.first)
            let id = Marks.suffix(of: EntityKind.branch.id(foreign))
            let faults: [(String, @Sendable (inout AccessClient.Reply) -> Void)] = [
                ("a row's text", { $0.put(Marks.word) }), ("a number", { $0.put(Marks.digits) }),
                ("a text in capitals", { $0.put(Marks.word.uppercased()) }), ("an ID", { $0.put("x_\(id)") }),
                ("an ID of the database", { $0.put("row \(foreign) is locked") }),
                ("an ID in a header", { $0.head.append("X-Row: x_\(id)") }),
                ("a text in a header", { $0.head.append("Warning: \(Marks.word)") }),
            ]

            for (name, fault) in faults {
                let client = world.client.failing { _, reply in fault(&reply) }
                _ = try await client.ask("{ __typename }", as: world.strongest)
                #expect(client.leaked.count == 1, "\(name)")
            }
            let healthy = world.client.failing { _, _ in }
            _ = try await healthy.ask("{ __typename }", as: world.strongest)
            #expect(healthy.leaked.isEmpty)
        }
    }

    @Test func `a line of the log that tells of the other tenant is found`() async throws {
        try await AccessWorld.serving { world in
            let foreign = try #require(world.other.first)
            let marks = world.client.marks
            let line = "2026-11-21 info comanda : a row"

            for told in [Marks.word, Marks.digits, EntityKind.user.id(foreign), "\(foreign)"] {
                let log = Data("\(line)\n\(line) \(told)\n\(line)\n".utf8)
                #expect(AccessWorld.lines(of: log, with: marks) == ["\(line) \(told)"])
            }
            #expect(AccessWorld.lines(of: Data("\(line)\n\(line)\n".utf8), with: marks).isEmpty)
        }
    }

    @Test func `answers that differ for hidden and unknown names are found`() async throws {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let principal = try #require(world.roles.first { $0.token == nil })
            let hidden = try #require(Self.hiddenField(principal, world))
            let faults: [(String, @Sendable (String) -> String)] = [
                ("another message", { $0.replacingOccurrences(of: "annot query field", with: "ay not see") }),
                (
                    "another code",
                    { $0.replacingOccurrences(of: "GRAPHQL_VALIDATION_FAILED", with: "FORBIDDEN") }
                ),
                ("a suggestion", { $0.withHint(hidden) }), ("no error", { $0.withoutErrors(of: hidden) }),
                ("an answer", { _ in #"{"data":{}}"# }),
            ]
            for (name, fault) in faults {
                var failing = world
                failing.client = world.client.failing { request, reply in
                    guard request.document.contains(RefusedName.unused) else { return }
                    reply.edit(telling: hidden, fault)
                }
                let matrix = FieldMatrix(world: failing, samples: samples, expected: world.expected)
                let differences = try await matrix.findings(principal).differences
                #expect(differences.contains { $0.contains(hidden) }, "\(name): \(differences)")
            }
        }
    }

    @Test func `credentials that are taken for others are found`() async throws {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let matrix = FieldMatrix(world: world, samples: samples, expected: world.expected)
            let keys = world.roles.filter { $0.role.contains("+") }
            let strongestKey = try #require(keys.max { $0.role.count < $1.role.count })
            let weaker = try #require(
                world.roles.first { $0.role != world.strongest.role && $0.token != nil })

            for (claimed, taken) in [(weaker, world.strongest), (try #require(keys.first), strongestKey)] {
                let mistaken = Principal(role: claimed.role, token: taken.token)
                let differences = try await matrix.findings(mistaken).differences
                #expect(differences.contains { $0.contains("granted too much") }, "\(claimed) as \(taken)")
            }
        }
    }

    @Test func `IDs of the other tenant that are not answered like nothing are found`() async throws {
        try await AccessWorld.serving { world in
            let samples = try await world.samples()
            let matrix = FieldMatrix(world: world, samples: samples, expected: world.expected)
            let theirs = try await world.ids(of: world.other, as: world.strongestOther)
            let known = theirs.values.flatMap { $0 }.compactMap(ForeignIDTests.parsed)
            let place = try #require(
                InputPlace.ids(in: world.schema).first {
                    $0.field.parent == world.schema.queryType && $0.last.isRequired
                        && world.expected.outcome(world.strongest.role, $0.field, world.schema) == .value
                })
            let path = try #require(matrix.anyWay(to: place.field.parent))
            let first = try #require(known.first)
            let id = first.kind.id(first.row)
            let faults: [(String, @Sendable (String) -> String)] = [
                ("another code", { $0.replacingOccurrences(of: "NOT_FOUND", with: "FORBIDDEN") }),
                (
                    "another message",
                    { $0.replacingOccurrences(of: "\"message\":\"", with: "\"message\":\"Not yours: ") }
                ),
                ("a row", { $0.replacingOccurrences(of: ":null", with: ":{\"name\":\"x\"}") }),
                ("nothing", { _ in "" }),
            ]
            for (name, fault) in faults {
                var failing = world
                failing.client = world.client.failing { request, reply in
                    let isAsked =
                        request.variables.values.contains(.string(id)) || request.document.contains(id)
                    if isAsked { reply.body = Data(fault(String(decoding: reply.body, as: UTF8.self)).utf8) }
                }
                let attempt = ForeignIDs(
                    world: failing, samples: samples, principal: world.strongest, path: path, site: place)
                let differences = try await attempt.findings(known).differences
                #expect(!differences.isEmpty, "\(name)")
            }
        }
    }

    /// A field that somebody does not see, of a type of which it sees something.
    private static func hiddenField(_ principal: Principal, _ world: AccessWorld) -> String? {
        let sees = { (field: FieldDefinition) in
            world.expected.outcome(principal.role, field, world.schema).exists
        }
        return world.schema.fields.first { field in
            world.schema[field.parent].kind == .object && !world.schema[field.parent].isIntrospection
                && !field.id.isIntrospection && field.parent != world.schema.queryType && !sees(field)
                && world.schema[field.parent].fields.contains { sees(world.schema.fields[$0]) }
        }?.name
    }
}

extension AccessClient.Reply {
    /// Puts a text into the body, before its end.
    fileprivate mutating func put(_ text: String) {
        var whole = String(decoding: body, as: UTF8.self)
        whole.insert(contentsOf: ",\"more\":\"\(text)\"", at: whole.index(before: whole.endIndex))
        body = Data(whole.utf8)
    }

    /// Changes the errors that tell a name, and nothing else.
    fileprivate mutating func edit(telling name: String, _ change: (String) -> String) {
        let whole = String(decoding: body, as: UTF8.self)
        guard whole.contains("\\\"\(name)\\\"") else { return }
        let entries = whole.components(separatedBy: "{\"message\"")
        body = Data(
            entries.map { $0.contains("\\\"\(name)\\\"") ? change($0) : $0 }
                .joined(separator: "{\"message\"").utf8)
    }
}

extension String {
    /// An error's message with a guess.
    fileprivate func withHint(_ name: String) -> String {
        replacingOccurrences(of: "\",\"locations", with: " Did you mean \\\"\(name)\\\"?\",\"locations")
    }

    /// An error that stands nowhere.
    fileprivate func withoutErrors(of name: String) -> String {
        replacingOccurrences(of: "\"locations\":[{\"line\":", with: "\"locations\":[{\"line\":9")
    }
}
