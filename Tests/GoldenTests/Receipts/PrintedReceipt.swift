import Foundation
import Testing

/// What a till's printer does with the bytes that it gets: the commands that receipts use, and no others.
struct PrintedReceipt {
    /// Dots that were sent as they are.
    struct Picture {
        let width: Int
        let darkCount: Int
    }

    private(set) var lines: [String] = []
    private(set) var pictures: [Picture] = []
    private(set) var opensDrawer = false
    private(set) var isCut = false

    /// A byte that no command of ours begins with, or the end within one.
    struct Unreadable: Error {
        let offset: Int
    }

    /// The letters of the code page that the tests print, from 128 on; `nil` says that a test needs another.
    private static let upper: [UInt8: Character] = [
        0x9E: "×", 0xA0: "á", 0xA1: "í", 0xA2: "ó", 0xA3: "ú", 0xA4: "ñ", 0x82: "é", 0xFA: "·", 0xE9: "Ú",
    ]

    init(_ bytes: [UInt8]) throws {
        var at = 0
        var line = ""
        func rest(_ count: Int) throws -> ArraySlice<UInt8> {
            guard at + count <= bytes.count else { throw Unreadable(offset: at) }
            return bytes[at..<(at + count)]
        }
        while at < bytes.count {
            switch (bytes[at], at + 1 < bytes.count ? bytes[at + 1] : 0) {
            case (0x0A, _):
                lines.append(line)
                line = ""
                at += 1
            case (0x1B, 0x40), (0x1C, 0x2E): at += 2
            case (0x1B, 0x74), (0x1B, 0x61), (0x1B, 0x45), (0x1D, 0x21), (0x1D, 0x42):
                if bytes[at + 1] == 0x74 { #expect(bytes[at + 2] == 19) }
                at += 3
            case (0x1B, 0x70):
                opensDrawer = true
                at += 5
            case (0x1D, 0x56):
                isCut = try rest(4) == [0x1D, 0x56, 66, 0]
                at += 4
            case (0x1D, 0x76):
                let head = Array(try rest(8))
                let (width, height) = (Int(head[4]) + Int(head[5]) << 8, Int(head[6]) + Int(head[7]) << 8)
                at += 8
                let dots = try rest(width * height)
                at += width * height
                add(Picture(width: width * 8, darkCount: dots.reduce(0) { $0 + $1.nonzeroBitCount }))
            case (let letter, _):
                guard letter >= 0x20 else { throw Unreadable(offset: at) }
                line.append(letter < 0x80 ? Character(UnicodeScalar(letter)) : Self.upper[letter] ?? "?")
                at += 1
            }
        }
        #expect(line.isEmpty)
    }

    /// Parts of at most 255 rows are one picture; other ones have text between them.
    private mutating func add(_ picture: Picture) {
        if lineCountAtPicture == lines.count, let last = pictures.popLast() {
            pictures.append(Picture(width: last.width, darkCount: last.darkCount + picture.darkCount))
        } else {
            pictures.append(picture)
        }
        lineCountAtPicture = lines.count
    }

    private var lineCountAtPicture = -1
}
