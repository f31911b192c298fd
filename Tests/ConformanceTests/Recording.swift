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

    /// The recorded cases; the first run of a version of the recorder makes them, which takes minutes.
    static func cases() throws -> [Case] {
        try cases(of: recorded())
    }

    /// Cases of documents made up for three schemas, `count` of them in all, the same ones for the same seed.
    static func fuzzedCases(count: Int, seed: Int) throws -> [Case] {
        let place = try recorded().deletingLastPathComponent()
        let script = recorder.appending(path: "fuzz.py")
        let name = "fuzz-\(try hash(of: [script]))"
        let folder = place.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "\(count)-\(seed).jsonl")
        if !FileManager.default.fileExists(atPath: file.path) {
            let python = place.appending(path: "venv/bin/python")
            try run([python.path, script.path, checkout.path, file.path, "\(count)", "\(seed)"])
        }
        return try cases(of: file)
    }

    private static func cases(of file: URL) throws -> [Case] {
        try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
            let members = try JSONSerialization.jsonObject(with: line) as? [String: Any]
            return Case(line: Array(line), members: members ?? [:])
        }
    }

    /// The file of the recorded cases, made when it is not there.
    private static func recorded() throws -> URL {
        let place = try self.place()
        let file = place.appending(path: "cases.jsonl")
        if !FileManager.default.fileExists(atPath: file.path) {
            try run(["python3", recorder.appending(path: "record.py").path, place.path])
        }
        return file
    }

    private static let checkout = folder.deletingLastPathComponent().deletingLastPathComponent()

    /// A folder of the checkout's build folder, named after the recorder's text.
    private static func place() throws -> URL {
        let name = try hash(of: ["record.py", "questions.py"].map { recorder.appending(path: $0) })
        return checkout.appending(path: ".build/conformance/\(name)")
    }

    /// A short name for the texts of files: a new text is a new recording.
    private static func hash(of files: [URL]) throws -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for file in files {
            for byte in try Data(contentsOf: file) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return String(hash, radix: 16)
    }

    private static func run(_ command: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "Recording failed: it needs python3 with venv, and the package index.")
        }
    }
}
