import GraphQLLanguage

/// The text of one or several schema documents as one run of bytes.
///
/// Parsed as one document, the definitions and extensions of all files meet by themselves; only places have
/// to be told apart.
struct SchemaText {
    private var bytes: [UInt8] = []
    private var files: [(name: String?, range: Range<Int>)] = []

    init(_ sources: [SchemaSource]) {
        for source in sources {
            let start = bytes.count
            var text = source.text.utf8[...]
            // A byte order mark may stand at the start of each file.
            if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
            bytes += text
            files.append((source.name, start..<bytes.count))
            if sources.count > 1 { bytes.append(UInt8(ascii: "\n")) }
        }
    }

    /// The documents parsed as one.
    ///
    /// - Throws: `SchemaErrors` with the first thing that is not GraphQL.
    func parse() throws(SchemaErrors) -> SchemaDocument {
        // Several are parsed alone first: nothing may begin in one file and end in the next.
        if files.count > 1 {
            for file in files { _ = try parse(file.range) }
        }
        return try parse(0..<bytes.count)
    }

    private func parse(_ range: Range<Int>) throws(SchemaErrors) -> SchemaDocument {
        do throws(SyntaxError) {
            return try Parser.parseSchema(Array(bytes[range]))
        } catch {
            let offset = error.offset &+ Int32(truncatingIfNeeded: range.lowerBound)
            throw SchemaErrors([
                problem(Finding(message: error.message, coordinate: nil, offsets: [offset]))
            ])
        }
    }

    /// The problems in the order of the text, each told by file, line and column.
    ///
    /// - Complexity: O(problems × bytes).
    func problems(_ findings: [Finding]) -> [SchemaErrors.Problem] {
        let order = findings.indices.sorted {
            (findings[$0].offsets.first ?? -1, $0) < (findings[$1].offsets.first ?? -1, $1)
        }
        return order.map { problem(findings[$0]) }
    }

    private func problem(_ finding: Finding) -> SchemaErrors.Problem {
        SchemaErrors.Problem(
            message: finding.message, coordinate: finding.coordinate, places: finding.offsets.map(place))
    }

    private func place(of offset: Int32) -> SchemaErrors.Place {
        let offset = Int(offset)
        guard let file = files.last(where: { $0.range.lowerBound <= offset }) else {
            return SchemaErrors.Place(file: nil, location: SourceLocation(line: 1, column: 1))
        }
        let location = SourceLocation(
            ofOffset: offset - file.range.lowerBound, in: Array(bytes[file.range]))
        return SchemaErrors.Place(file: file.name, location: location)
    }
}
