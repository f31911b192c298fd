import Foundation
import Postgres
import Restaurant

/// By what values of the other tenant are known.
struct Marks: Sendable {
    /// Stands in every text of the other tenant that may hold any.
    static let word = "zq7foreign"
    /// Stands in its numbers and codes.
    static let digits = "739164825"

    private static let values = [word, word.uppercased(), digits].map { Array($0.utf8) }
    private static let dashes = [8, 13, 18, 23]

    /// The IDs of the other tenant's rows without their kind.
    private let ids: Set<String>
    private let rows: Set<UUIDBytes>
    private let idLength: Int

    /// The marks of rows.
    init(rows: [UUIDBytes]) {
        self.rows = Set(rows)
        ids = Set(rows.map { Self.suffix(of: EntityKind.branch.id($0)) })
        idLength = ids.first?.utf8.count ?? 26
    }

    /// An ID without its kind.
    static func suffix(of id: String) -> String {
        id.lastIndex(of: "_").map { String(id[id.index(after: $0)...]) } ?? id
    }

    /// The marks in a text, IDs that were asked for aside.
    ///
    /// - Complexity: O(bytes); texts are searched as bytes, since there are many of them.
    func found(in text: Data, asked: Set<String> = []) -> [String] {
        text.withUnsafeBytes { bytes in
            Self.values.filter { Self.contains($0, bytes) }.map { String(decoding: $0, as: UTF8.self) }
                + idsFound(bytes, asked) + rowsFound(bytes, asked)
        }
    }

    private static func contains(_ value: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress, let first = value.first else { return false }
        var next = 0
        while next + value.count <= bytes.count,
            let found = memchr(start + next, Int32(first), bytes.count - next - value.count + 1)
        {
            if memcmp(found, value, value.count) == 0 { return true }
            next = UnsafeRawPointer(found) - start + 1
        }
        return false
    }

    /// IDs as the API writes them: digits behind an underscore.
    private func idsFound(_ bytes: UnsafeRawBufferPointer, _ asked: Set<String>) -> [String] {
        places(of: UInt8(ascii: "_"), bytes).compactMap { place in
            guard place + idLength < bytes.count, Self.isDigit(bytes[place + idLength]),
                Self.isDigit(bytes[place + 1])
            else { return nil }
            let digits = bytes[(place + 1)...(place + idLength)]
            guard digits.allSatisfy(Self.isDigit) else { return nil }
            let id = String(decoding: digits, as: UTF8.self)
            return ids.contains(id) && !asked.contains(id) ? id : nil
        }
    }

    /// IDs as the database writes them.
    private func rowsFound(_ bytes: UnsafeRawBufferPointer, _ asked: Set<String>) -> [String] {
        places(of: UInt8(ascii: "-"), bytes).compactMap { place in
            let start = place - Self.dashes[0]
            guard start >= 0, start + 36 <= bytes.count,
                Self.dashes.allSatisfy({ bytes[start + $0] == UInt8(ascii: "-") }),
                let row = UUIDBytes(text: String(decoding: bytes[start..<start + 36], as: UTF8.self))
            else { return nil }
            let id = Self.suffix(of: EntityKind.branch.id(row))
            return rows.contains(row) && !asked.contains(id) ? "\(row)" : nil
        }
    }

    private func places(of byte: UInt8, _ bytes: UnsafeRawBufferPointer) -> [Int] {
        guard let start = bytes.baseAddress else { return [] }
        var places: [Int] = []
        var next = 0
        while next < bytes.count, let found = memchr(start + next, Int32(byte), bytes.count - next) {
            let place = UnsafeRawPointer(found) - start
            places.append(place)
            next = place + 1
        }
        return places
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
