#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The steps of the schema in order, as a directory of SQL files holds them.
public struct MigrationSet: Sendable, Hashable {
    /// All steps, by number.
    public let files: [MigrationFile]

    /// Reads a directory of pairs `NNNN_name.up.sql` and `NNNN_name.down.sql`; other files are left alone.
    ///
    /// - Throws: `.unreadable` for a directory or file that cannot be read, `.malformed` for what the other
    ///   initialiser refuses and for `.sql` files with other names.
    public init(directory: String) throws(MigrationError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw .unreadable(path: directory)
        }
        var texts: [String: String] = [:]
        for name in names where name.hasSuffix(".sql") {
            guard let bytes = FileManager.default.contents(atPath: directory + "/" + name),
                let text = String(validating: bytes, as: UTF8.self)
            else { throw .unreadable(path: directory + "/" + name) }
            texts[name] = text
        }
        try self.init(texts: texts)
    }

    /// Pairs texts by file name and orders them.
    ///
    /// - Throws: `.malformed` for a name of another form, a number used twice, or half of a pair.
    public init(texts: [String: String]) throws(MigrationError) {
        var halves: [Int: (name: String, up: String?, down: String?)] = [:]
        for (file, text) in texts.sorted(by: { $0.key < $1.key }) {
            guard let (number, name, isUp) = Self.parse(file) else {
                throw .malformed(
                    file: file, reason: "the name must be NNNN_name.up.sql or NNNN_name.down.sql")
            }
            var half = halves[number] ?? (name, nil, nil)
            guard half.name == name else {
                throw .malformed(file: file, reason: "its number is taken by \(half.name)")
            }
            if isUp { half.up = text } else { half.down = text }
            halves[number] = half
        }
        var files: [MigrationFile] = []
        for (number, half) in halves.sorted(by: { $0.key < $1.key }) {
            guard let up = half.up, let down = half.down else {
                let missing = half.up == nil ? "up" : "down"
                throw .malformed(
                    file: "\(number)_\(half.name)", reason: "its .\(missing).sql file is missing")
            }
            files.append(MigrationFile(number: number, name: half.name, up: up, down: down))
        }
        self.files = files
    }

    /// The number of the last step; 0 without any.
    public var version: Int { files.last?.number ?? 0 }

    private static func parse(_ file: String) -> (number: Int, name: String, isUp: Bool)? {
        let isUp = file.hasSuffix(".up.sql")
        guard isUp || file.hasSuffix(".down.sql") else { return nil }
        let stem = file.dropLast((isUp ? ".up.sql" : ".down.sql").count)
        guard let separator = stem.firstIndex(of: "_") else { return nil }
        let digits = stem[..<separator]
        let name = stem[stem.index(after: separator)...]
        guard digits.count == 4, let number = Int(digits), number > 0, !name.isEmpty,
            name.utf8.allSatisfy({ isNameByte($0) })
        else { return nil }
        return (number, String(name), isUp)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
