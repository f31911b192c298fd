import GraphQLExecution
import Synchronization
import Testing

@Suite struct SharedLooksTests {
    private struct Broken: Error, Equatable {}
    private typealias Looks = SharedLooks<String, Int, Broken>

    /// Counts looks, and holds the first of them up until it is told to go on.
    private final class Door: Sendable {
        private let count = Mutex(0)
        private let opening = AsyncStream<Void>.makeStream()

        var looks: Int { count.withLock { $0 } }

        func open() { opening.continuation.finish() }

        /// The number of this look.
        func look() async -> Int {
            let number = count.withLock { count in
                count += 1
                return count
            }
            if number == 1 {
                for await _ in opening.stream {}
            }
            return number
        }
    }

    @Test func `those who ask during a look share the next one`() async {
        let (looks, door) = (Looks(), Door())
        let found = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<50 {
                group.addImmediateTask { try? await looks.find("a") { await door.look() } }
            }
            door.open()
            return await group.reduce(into: [Int?: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(found == [1: 1, 2: 49])
    }

    @Test func `a look holds up none at something else`() async throws {
        let (looks, door) = (Looks(), Door())
        try await withThrowingTaskGroup(of: Int.self) { (group) async throws in
            group.addImmediateTask { try await looks.find("a") { await door.look() } }
            #expect(try await looks.find("b") { await door.look() } == 2)
            door.open()
            #expect(try await group.next() == 1)
        }
    }

    @Test func `who asks after a look is told of another one`() async throws {
        let (looks, door) = (Looks(), Door())
        door.open()
        #expect(try await looks.find("a") { await door.look() } == 1)
        #expect(try await looks.find("a") { await door.look() } == 2)
    }

    @Test func `all are told of a failure`() async {
        let (looks, door) = (Looks(), Door())
        let failures = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addImmediateTask {
                    do throws(Broken) {
                        _ = try await looks.find("a") { () async throws(Broken) in
                            _ = await door.look()
                            throw Broken()
                        }
                        return false
                    } catch {
                        return true
                    }
                }
            }
            door.open()
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(failures == 3)
        #expect(door.looks == 2)
    }

    @Test func `who is cancelled tells nobody`() async {
        let (looks, door) = (Looks(), Door())
        let found = await withTaskGroup(of: Int?.self) { group in
            group.addImmediateTask { try? await looks.find("a") { await door.look() } }
            // Looks next, for the last one too, and is cancelled meanwhile.
            group.addImmediateTask {
                try? await looks.find("a") { () async throws(Broken) in
                    _ = await door.look()
                    withUnsafeCurrentTask { $0?.cancel() }
                    throw Broken()
                }
            }
            group.addImmediateTask { try? await looks.find("a") { await door.look() } }
            door.open()
            return await group.reduce(into: Set<Int?>()) { $0.insert($1) }
        }
        #expect(found == [1, nil, 3])
    }
}
