import SwiftCSV

/// The records of a CSV file with the line on which each begins.
///
/// SwiftCSV reads the fields; it tells no lines and takes a quotation that never ends, so records are told
/// apart here: a record ends with the line on which its quotation marks are even in number (RFC 4180 §2).
struct CSVRecords {
    /// One record.
    struct Record {
        let line: Int
        let fields: [String]
    }

    let records: [Record]

    /// Reads a file; a byte order mark before it is skipped, empty lines are left out.
    ///
    /// - Throws: the first record that is not well formed.
    init(_ bytes: [UInt8]) throws(ImportProblem) {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw Self.problem(1, "the file is not UTF-8 text")
        }
        let lines = text.drop { $0 == "\u{FEFF}" }.split(omittingEmptySubsequences: false) { $0.isNewline }
        let delimiter = Self.delimiter(of: lines.first ?? "")
        var records: [Record] = []
        var pending: (line: Int, lines: [Substring])?
        for (index, line) in lines.enumerated() {
            var record = pending ?? (index + 1, [])
            record.lines.append(line)
            let content = record.lines.joined(separator: "\n")
            guard content.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
                pending = record
                continue
            }
            pending = nil
            guard !content.allSatisfy(\.isWhitespace) else { continue }
            records.append(
                Record(line: record.line, fields: try Self.fields(content, delimiter, record.line)))
        }
        if let pending { throw Self.problem(pending.line, "the quotation that begins here does not end") }
        self.records = records
    }

    private static func fields(
        _ content: String, _ delimiter: CSVDelimiter, _ line: Int
    ) throws(ImportProblem) -> [String] {
        do {
            return try CSV<Enumerated>(string: content, delimiter: delimiter, loadColumns: false).header
        } catch {
            throw problem(
                line,
                "a quotation mark inside a quotation must be doubled, and only a delimiter may follow one")
        }
    }

    /// Spreadsheets write what their country uses: the sign that the header has most of.
    private static func delimiter(of header: Substring) -> CSVDelimiter {
        let candidates: [CSVDelimiter] = [.comma, .semicolon, .tab]
        func frequency(_ delimiter: CSVDelimiter) -> Int { header.count { $0 == delimiter.rawValue } }
        return candidates.max { frequency($0) < frequency($1) } ?? .comma
    }

    private static func problem(_ line: Int, _ message: String) -> ImportProblem {
        ImportProblem(position: TextPosition(line: line, column: 1), path: "", message: message)
    }
}
