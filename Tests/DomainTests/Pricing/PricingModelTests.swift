import Domain
import Foundation
import Testing

/// Random bills are priced by the product and by a model in Python's `decimal`, written apart from it.
///
/// `COMANDA_TEST_BILLS` says how many, and `COMANDA_TEST_BILLS_SEED` where to begin: a failing bill's seed,
/// with a count of 1, prices that bill again.
@Suite struct PricingModelTests {
    private static let batchSize = 20_000

    /// The model did not run.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    @Test func `random bills are priced as the model prices them`() throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["COMANDA_TEST_BILLS"].flatMap(UInt64.init) ?? 2_000
        let first = environment["COMANDA_TEST_BILLS_SEED"].flatMap(UInt64.init) ?? 1

        for start in stride(from: first, to: first + count, by: Self.batchSize) {
            let seeds = Array(start..<min(start + UInt64(Self.batchSize), first + count))
            let exponents = seeds.map { [0, 2, 2, 3, 4][Int($0 % 5)] }
            let bills = try seeds.map(RandomBill.make)
            let expected = try model(zip(bills, exponents).map { BillText.text($0, exponent: $1) })
            try #require(expected.count == bills.count)
            let different = bills.indices.filter { answer(to: bills[$0]) != expected[$0] }

            for index in different.prefix(3) {
                Issue.record(
                    """
                    Seed \(seeds[index]): \(BillText.text(bills[index], exponent: exponents[index]))
                    ours:  \(answer(to: bills[index]))
                    model: \(expected[index])
                    """)
            }
            #expect(different.isEmpty)
        }
    }

    private func answer(to bill: Bill) -> String {
        do throws(PricingError) {
            return BillText.text(try bill.priced())
        } catch {
            return BillText.text(error)
        }
    }

    /// The model's answers to bills, in their order.
    private func model(_ bills: [String]) throws -> [String] {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Model/price_bills.py")
        let folder = FileManager.default.temporaryDirectory.appending(path: "bills-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let questions = folder.appending(path: "bills.jsonl")
        let answers = folder.appending(path: "answers.jsonl")
        try Data(bills.map { $0 + "\n" }.joined().utf8).write(to: questions)
        try Data().write(to: answers)

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path]
        process.standardInput = try FileHandle(forReadingFrom: questions)
        process.standardOutput = try FileHandle(forWritingTo: answers)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "The model failed: it needs python3.")
        }
        return try String(contentsOf: answers, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
