extension PostgresConnection {
    /// Bytes handed to libpq at a time.
    private static let copyChunk = 64 * 1024

    /// Copies rows into a table by COPY; nil is null. Returns the number of rows.
    ///
    /// - Parameters:
    ///   - table: the name, with its schema if any, quoted where it must be.
    ///   - columns: the names of the columns, quoted here.
    ///   - rows: one text for each column, in the form PostgreSQL reads for the type.
    /// - Complexity: memory stays constant; rows are pulled as the server takes them.
    @discardableResult
    public func copyIn(
        _ table: String, columns: [String], rows: some Sequence<[String?]> & Sendable
    ) async throws(PostgresError) -> Int {
        let names = columns.map(quotedIdentifier).joined(separator: ", ")
        let statement = Statement("copy", "COPY \(table) (\(names)) FROM STDIN")
        try start()
        defer { finish() }
        guard wire.sendScript(statement.sql), wire.flush() else { throw lost() }
        _ = try await collect(statement, #fileID, #line, allowsCopy: true)
        var buffer = CopyBuffer()
        var isRefused = false
        for row in rows {
            guard row.count == columns.count else {
                try await endCopy(error: "a row has \(row.count) values for \(columns.count) columns")
                _ = try? await collect(statement, #fileID, #line)
                throw PostgresError(.invalidUse, message: "row of another length", statement: statement)
            }
            buffer.append(row)
            guard buffer.bytes.count >= Self.copyChunk else { continue }
            isRefused = try await !put(exchange(&buffer.bytes, with: []))
            if isRefused { break }
        }
        if !isRefused { _ = try await put(buffer.bytes) }
        try await endCopy(error: nil)
        return try await collect(statement, #fileID, #line).first?.affectedRows ?? 0
    }

    /// Hands bytes to libpq, waiting while its buffer is full; false when the server has refused the copy.
    private func put(_ bytes: [UInt8]) async throws(PostgresError) -> Bool {
        guard !bytes.isEmpty else { return true }
        while true {
            guard wire.isOpen else { throw lost() }
            let seen = eventCount
            guard let isTaken = wire.sendCopy(bytes) else {
                await socketEvent(after: seen)
                continue
            }
            guard isTaken else { return false }
            guard wire.flush() else { throw lost() }
            await flushed()
            return true
        }
    }

    /// Waits until the socket has taken what is written: without this libpq would buffer everything we have.
    private func flushed() async {
        while true {
            let seen = eventCount
            guard !wire.isFlushed, wire.isOpen else { return }
            await socketEvent(after: seen)
        }
    }

    private func endCopy(error: String?) async throws(PostgresError) {
        while true {
            let seen = eventCount
            guard wire.isOpen, wire.sendCopyEnd(error: error) == nil else { break }
            await socketEvent(after: seen)
        }
        guard wire.isOpen, wire.flush() else { throw lost() }
    }
}

/// Rows in COPY's text format.
private struct CopyBuffer {
    var bytes: [UInt8] = []

    mutating func append(_ row: [String?]) {
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            guard let value else {
                bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "N")])
                continue
            }
            for byte in value.utf8 { append(byte) }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ byte: UInt8) {
        let escaped: UInt8? =
            switch byte {
            case UInt8(ascii: "\\"): byte
            case UInt8(ascii: "\n"): UInt8(ascii: "n")
            case UInt8(ascii: "\r"): UInt8(ascii: "r")
            case UInt8(ascii: "\t"): UInt8(ascii: "t")
            default: nil
            }
        if escaped != nil { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(escaped ?? byte)
    }
}

/// A name as SQL writes it when it may hold anything.
public func quotedIdentifier(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
