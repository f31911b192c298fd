import GraphQLExecution
import GraphQLSchema
import Testing

/// Whatever is deferred or streamed, a client ends up with the same data.
///
/// - SeeAlso: the proposal of incremental delivery, the response format
@Suite struct MergeTests {
    @Test(arguments: [DeferralPolicy.always, .furtherRounds], 1...2)
    func `payloads put together are the plain result`(policy: DeferralPolicy, seed: UInt64) async throws {
        var queries = FleetQueries(seed: seed, mayFail: false)
        var splitCount = 0
        for _ in 0..<150 {
            let query = queries.next()
            let plain = try Tree(json: try await Fleet.plain(query, limits: Fleet.wideLimits))
            let answer = try await Fleet.run(query, policy: policy, limits: Fleet.wideLimits)
            let merger = PayloadMerger(try answer.texts.map(Tree.init(json:)))

            #expect(merger.data == plain["data"], "\(query)\n\(answer.texts.joined(separator: "\n"))")
            #expect(merger.faults == [], "\(query)\n\(answer.texts.joined(separator: "\n"))")
            #expect(merger.errors.isEmpty)
            if answer.texts.count > 1 { splitCount += 1 }
        }
        #expect(splitCount > 75)
    }

    @Test(arguments: [DeferralPolicy.always, .furtherRounds], 3...4)
    func `errors break neither the protocol nor what is beside them`(
        policy: DeferralPolicy, seed: UInt64
    ) async throws {
        var queries = FleetQueries(seed: seed, mayFail: true)
        var failedCount = 0
        for _ in 0..<150 {
            let query = queries.next()
            let plain = try Tree(json: try await Fleet.plain(query, limits: Fleet.wideLimits))
            let answer = try await Fleet.run(query, policy: policy, limits: Fleet.wideLimits)
            let merger = PayloadMerger(try answer.texts.map(Tree.init(json:)))

            #expect(merger.faults == [], "\(query)\n\(answer.texts.joined(separator: "\n"))")
            #expect(plain["errors"] == nil || !merger.errors.isEmpty, "\(query)")
            #expect(
                plain["data"].map { merger.data.covers($0) } == true,
                "\(query)\n\(plain)\n\(answer.texts.joined(separator: "\n"))")
            failedCount += merger.failedCount
        }
        #expect(failedCount > 10)
    }
}

extension Tree {
    /// Whether every object and list of a plain result is here, but for what stands in failed deliveries.
    ///
    /// Errors bubble less far in payloads: what is null in the plain result may be there; fields and items
    /// may be missing; what is on both sides is the same.
    fileprivate func covers(_ plain: Tree) -> Bool {
        switch (self, plain) {
        case (_, .leaf(.null)): true
        case (.object(let own), .object(let other)):
            own.allSatisfy { key, value in other[key].map { value.covers($0) } ?? false }
        case (.list(let own), .list(let other)):
            own.count <= other.count && zip(own, other).allSatisfy { $0.covers($1) }
        default: self == plain
        }
    }
}
