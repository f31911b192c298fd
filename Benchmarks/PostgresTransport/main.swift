// Compares ways to bring a round of SQL to PostgreSQL and its rows back to a Swift task.
//
//   swift run -c release PostgresTransport postgresql:///postgres?host=/tmp/pg
//
// The variants run in turn within one process and one run, so that their ratios mean something on a busy
// machine; the best of many short repetitions counts. CPU is what this process spent a round, PostgreSQL's
// work left out: it says more than the rate when something else runs on the machine.

import Postgres

let url = CommandLine.arguments.dropFirst().first ?? "postgresql:///postgres"
let repetitions = 15
let callerCounts = [1, 16]

let workloads = [
    Workload(name: "1 row", sql: "SELECT 1::int8", rounds: 1_600),
    Workload(
        name: "3,000 rows",
        sql: "SELECT g::int8, 'Lomo saltado', 2500::int8, true FROM generate_series(1, 3000) AS g", rounds: 96
    ),
]
let variants: [any Transport] = [
    BlockingThreads(url: url, connections: 16),
    ReactorTransport(
        url: url, name: "reactor, caller on the pool", isCallerOnReactor: false, reactorCount: 1),
    ReactorTransport(url: url, name: "reactor, caller on it", isCallerOnReactor: true, reactorCount: 1),
    ReactorTransport(url: url, name: "2 reactors, caller on it", isCallerOnReactor: true, reactorCount: 2),
]

print("rounds a second (ratio to thread per connection), CPU a round (ratio)")
for workload in workloads {
    for callers in callerCounts {
        var best = [Measurement](repeating: .worst, count: variants.count)
        for _ in 0..<repetitions {
            for (index, variant) in variants.enumerated() {
                best[index].improve(try await measure(variant, workload, callers: callers))
            }
        }
        print("\(workload.name), \(callers) callers")
        for (variant, own) in zip(variants, best) {
            print("  \(variant.name): \(own.description(relativeTo: best[0]))")
        }
    }
}
