import Foundation
import Testing

@testable import Server

/// `@defer` and `@stream` on every way that has messages of its own for parts: in order, whole, and given up
/// when nobody wants the rest.
@Suite(.serialized, .tags(.slow)) struct PartedAnswerTests: ServingSuite {
    /// A branch with its tables, twice: with the directives or without.
    private static func document(_ isParted: Bool) -> String {
        let late = isParted ? "@defer(label: \"late\")" : ""
        let later = isParted ? "@defer(label: \"later\")" : ""
        let more = isParted ? "@stream(initialCount: 1, label: \"more\")" : ""
        return """
            query {
              one: branches(first: 1) { nodes {
                name ... \(late) { tables(first: 4) { nodes { label ... \(later) { space { name } } } } } } }
              two: branches(first: 1) { nodes {
                tables(first: 4) { nodes \(more) { label space { name } } } } } }
            """
    }

    /// What somebody holds up who locks the tables, but for its first part.
    private static let held = """
        query { branches(first: 1) { nodes { name ... @defer { tables(first: 2) { nodes { label } } } } } }
        """

    @Test(arguments: PartsWay.allCases)
    func `parts come apart and in order, end once, and are together what a plain answer is`(
        _ way: PartsWay
    ) async throws {
        try await serving { world in
            let plain = try await world.query(Self.document(false), role: "WAITER")
            let object = try JSONSerialization.jsonObject(with: Data(plain.body.utf8)) as? [String: Any]
            let whole = try AssembledAnswer.text(try #require(object?["data"]))

            let operation = try await PartedOperation(Self.document(true), on: way, world)
            let (payloads, isEndLast) = try await operation.answer()
            operation.leave()

            let together = AssembledAnswer(payloads)
            #expect(payloads.count > 1, "\(payloads)")
            #expect(isEndLast)
            #expect(together.faults.isEmpty, "\(payloads)")
            #expect(try AssembledAnswer.text(together.data) == whole, "\(payloads)")
            let labels = payloads.flatMap { $0["pending"] as? [[String: Any]] ?? [] }
                .compactMap { $0["label"] as? String }
            #expect(Set(labels) == ["late", "later", "more"], "\(payloads)")
        }
    }

    @Test(arguments: PartsWay.allCases)
    func `the rest is loaded no more once nobody wants it`(_ way: PartsWay) async throws {
        try await serving(settings: ServedWorld.patient) { world in
            for isSaid in [true, false] {
                try await world.holding("tables") { waits in
                    let operation = try await PartedOperation(Self.held, on: way, world)
                    try await operation.begins()
                    #expect(try await waits(true))
                    if isSaid { try await operation.cancel() } else { operation.leave() }
                    #expect(try await waits(false), "\(way) \(isSaid)")
                    if isSaid { operation.leave() }
                }
            }
            // Neither places nor connections are left behind.
            #expect(try await world.query("{ branches { nodes { name } } }", role: "WAITER").status == 200)
        }
    }
}
