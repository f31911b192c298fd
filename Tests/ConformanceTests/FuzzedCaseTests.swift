import Conformance
import Foundation
import Testing

/// Documents that nobody thought of get the answers that graphql-core gives: data byte for byte, the paths of
/// errors, and for broken documents the places.
///
/// The documents are made from three schemas, the product's own among them, half of them broken on purpose.
/// `COMANDA_TEST_FUZZED_DOCUMENTS` says how many, `COMANDA_TEST_FUZZ_SEED` which ones.
@Suite struct FuzzedCaseTests {
    private static func number(_ name: String, _ otherwise: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? otherwise
    }

    @Test(.timeLimit(.minutes(60))) func `documents made at random are answered alike`() async throws {
        let isFull = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] != nil
        let count = Self.number("COMANDA_TEST_FUZZED_DOCUMENTS", isFull ? 20_000 : 600)
        let cases = try Recording.fuzzedCases(count: count, seed: Self.number("COMANDA_TEST_FUZZ_SEED", 1))
        var engine = ConformanceEngine()
        var schema: [UInt8] = []
        var differences: [String] = []

        for recorded in cases {
            if recorded.kind == "schema" { schema = Array("{\"sdl\":\(Self.json(recorded.text)),".utf8) }
            let line =
                recorded.kind == "schema" || recorded.kind == "parse"
                ? recorded.line : schema + recorded.line.dropFirst()
            let answer = await engine.answer(line)
            if let difference = try Self.difference(recorded, answer) {
                differences.append("\(recorded.test): \(difference)\n\(recorded.text)")
            }
        }

        print("Documents made at random: \(cases.count - 3).")
        #expect(
            differences.isEmpty, "\(differences.count):\n\(differences.prefix(20).joined(separator: "\n"))")
        #expect(cases.count > count * 4 / 5)
    }

    private static func difference(_ recorded: Recording.Case, _ answer: [UInt8]) throws -> String? {
        let members = try JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any] ?? [:]
        if let difference = Comparison.difference(recorded.members, members) { return difference }
        guard let data = recorded.members["data"] as? String else { return nil }
        let expected = Array("{\"result\":{\"data\":\(data)".utf8)
        let ends = [UInt8(ascii: ","), UInt8(ascii: "}")]
        guard answer.starts(with: expected), ends.contains(answer[expected.count]) else {
            return "expected the bytes \(data), found \(String(decoding: answer, as: UTF8.self))"
        }
        return nil
    }

    private static func json(_ text: String) -> String {
        let data = try? JSONSerialization.data(withJSONObject: text, options: [.fragmentsAllowed])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
