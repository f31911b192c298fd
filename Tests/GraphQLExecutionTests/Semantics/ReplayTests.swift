import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

/// A mutation that is asked the same again answers the same, byte for byte.
@Suite struct ReplayTests {
    /// Keeps the answers of `rename`, as a table would.
    private final class Kept: Sendable {
        let answers = Mutex<[[UInt8]: [UInt8]?]>([:])
        let runCount = Mutex(0)

        @Sendable func rename(
            _ arguments: Arguments, _ values: RequestValues, _ session: MemorySessions
        ) async throws(LoadError) -> MutationOutcome {
            let question = values.question?.bytes ?? []
            if let answer = answers.withLock({ $0[question] }), let answer {
                return MutationOutcome(replaying: answer)
            }
            let count = runCount.withLock { count in
                count += 1
                return count
            }
            let outcome = try await Zoo.rename(arguments, values, session)
            if outcome.isRefused { return outcome }
            let keep: MutationOutcome.Keeper = { (answer) async throws(LoadError) in
                self.answers.withLock { $0[question] = .some(answer) }
            }
            // Another row each time: what is read again could not be the same.
            return MutationOutcome(
                row: rowSet([[.int(Int64(count))]]), lists: outcome.lists, keep: keep)
        }
    }

    private func run(_ query: String, _ name: String, _ kept: Kept) async throws -> String {
        var mutations = Zoo.mutations
        mutations["rename"] = kept.rename
        let service = try GraphQLService(
            schema: Schema(sdl: Zoo.sdl), resolvers: Zoo.resolvers, mutations: mutations,
            sessions: MemorySessions())
        let request = GraphQLRequest(
            document: Array(query.utf8),
            variables: .object([.init(name: "name", value: .string(name))]))
        return await service.execute(
            request, for: (), access: .all, values: RequestValues(nowSeconds: 0), requestID: "r"
        ).body.text
    }

    private let query = """
        mutation($name: String!) {
          a: rename(input: {id: 1, name: $name}) { keeper { name } userErrors { message } }
        }
        """

    @Test func `an equal request gets the same data, marked as a replay, and reads nothing`() async throws {
        let kept = Kept()
        let first = try await run(query, "x", kept)
        let second = try await run(query, "x", kept)

        let replayed = first.dropLast() + #","extensions":{"idempotentReplay":true}}"#
        #expect(second == replayed)
        #expect(first.hasPrefix(#"{"data":{"a":{"keeper":{"name":"#))
        #expect(kept.runCount.withLock { $0 } == 1)
    }

    @Test func `another value, name of the answer or selection is another question`() async throws {
        let kept = Kept()
        _ = try await run(query, "x", kept)
        _ = try await run(query, "y", kept)
        _ = try await run(query.replacing("a: ", with: "b: "), "x", kept)
        _ = try await run(query.replacing("{ name }", with: "{ id }"), "x", kept)

        #expect(kept.runCount.withLock { $0 } == 4)
        #expect(kept.answers.withLock { $0.count } == 4)
    }

    @Test func `what is refused is not kept`() async throws {
        let kept = Kept()
        let refused = try await run(query, "", kept)

        #expect(refused.contains("A name is needed."))
        #expect(kept.answers.withLock { $0.isEmpty })
    }

    @Test func `an answer with errors is not given again`() async throws {
        let kept = Kept()
        let broken = query.replacing("{ name }", with: "{ name broken }")
        _ = try await run(broken, "x", kept)

        #expect(kept.answers.withLock { Array($0.values) } == [nil])
    }
}
