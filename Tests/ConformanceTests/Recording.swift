import Foundation

/// The cases that another engine was asked, with its answers: recorded once, then read.
enum Recording {
    /// One recorded case.
    struct Case {
        /// The line as recorded: what `ConformanceEngine` is given.
        let line: [UInt8]
        /// The members of the line.
        let members: [String: Any]

        /// What kind of question it is.
        var kind: String { members["k"] as? String ?? "" }
        /// The test of the other engine that asked it.
        var test: String { members["test"] as? String ?? "" }
        /// The text that it is about.
        var text: String { members["src"] as? String ?? members["sdl"] as? String ?? "" }
    }

    /// The recording could not be made.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let recorder = folder.appending(path: "Recorder")

    /// The recorded cases; the first run of a version of the recorder makes them, which takes a minute or two.
    static func cases() throws -> [Case] {
        let place = try self.place()
        let file = place.appending(path: "cases.jsonl")
        if !FileManager.default.fileExists(atPath: file.path) { try record(into: place) }
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
            let members = try JSONSerialization.jsonObject(with: line) as? [String: Any]
            return Case(line: Array(line), members: members ?? [:])
        }
    }

    /// A folder of the checkout's build folder, named after the recorder's text.
    private static func place() throws -> URL {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for name in ["record.py", "questions.py"] {
            for byte in try Data(contentsOf: recorder.appending(path: name)) {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        let checkout = folder.deletingLastPathComponent().deletingLastPathComponent()
        return checkout.appending(path: ".build/conformance/\(String(hash, radix: 16))")
    }

    private static func record(into place: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", recorder.appending(path: "record.py").path, place.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "Recording failed: it needs python3 with venv, and the package index.")
        }
    }
}
