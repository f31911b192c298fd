import Foundation
import Testing

/// The text of a PDF, as another program reads it.
enum PDFText {
    /// Asks `pdftotext` of poppler-utils, which `Scripts/test` installs.
    static func read(_ document: [UInt8]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "receipt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "receipt.pdf")
        let text = folder.appending(path: "receipt.txt")
        try Data(document).write(to: file)

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["pdftotext", "-layout", file.path, text.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "pdftotext of poppler-utils is needed")
        return try String(contentsOf: text, encoding: .utf8)
    }
}
