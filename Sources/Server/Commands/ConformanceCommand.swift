import ArgumentParser
import Conformance
import Foundation

/// `comanda conformance`: the engine without a database, for comparing it with others.
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Answer conformance cases: one JSON case a line in, one JSON answer a line out.",
        discussion: """
            A case is {"k": "parse", "src"}, {"k": "validate", "sdl", "src"}, {"k": "schema", "sdl"}, \
            {"k": "execute", "sdl", "src", "variables", "operationName"} … Without a member "root" every \
            field of an execute case has a fixed answer.
            """)

    func run() async throws {
        var engine = ConformanceEngine()
        while let line = readLine() {
            let answer = await engine.answer(Array(line.utf8))
            try FileHandle.standardOutput.write(contentsOf: answer + [UInt8(ascii: "\n")])
        }
    }
}
