import Postgres
import Testing

@testable import DataLoader
@testable import GraphQLExecution

/// Cursors come back as they went out, and nothing else is taken for one.
struct PageCursorTests {
    private static let id = Column<UUIDBytes>("id", at: 0)
    private static let name = Column<String>("name", at: 1)
    private static let rank = Column<Int32>("rank", at: 2)
    private static let order = PageOrder(name, id)
    private static let uuid = [UInt8](1...16)

    /// A cursor written by hand and signed: version, fingerprint of the order, then length and bytes of each
    /// value.
    private func cursor(_ values: [[UInt8]], like genuine: String) throws -> String {
        var bytes = Array(try #require(Base64URL.decode(genuine.utf8)).prefix(2))
        for value in values { bytes += [UInt8(value.count >> 8), UInt8(value.count & 255)] + value }
        return PageCursor.sealed(bytes)
    }

    /// The cursor of a row, given in the order of the table's columns.
    private func encode(_ values: [[UInt8]?], _ order: PageOrder) -> String {
        let rows = RowSet(values: [values], columnCount: values.count)
        return withExtendedLifetime(rows) {
            PageCursor.encode(Row(cells: rows.cells, positions: order.needs), order)
        }
    }

    @Test(arguments: ["Ají de gallina", "a", "🍋", String(repeating: "x", count: 300)])
    func `a cursor leads back to its values`(_ name: String) {
        let text = encode([Self.uuid, Array(name.utf8)], Self.order)

        #expect(
            text.utf8.allSatisfy {
                $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=")
            })
        #expect(PageCursor.decode(text, Self.order) == [Array(name.utf8), Self.uuid])
    }

    @Test
    func `another order's cursor is refused`() {
        let text = encode([Self.uuid, Array("a".utf8)], Self.order)

        for other in [PageOrder(Self.id), PageOrder(Self.id, Self.name), PageOrder(Self.rank, Self.id)] {
            #expect(PageCursor.decode(text, other) == nil)
        }
    }

    @Test
    func `a list that runs backwards starts behind all values and has cursors of its own`() {
        let ascending = PageOrder(Self.rank, Self.id)
        let descending = ascending.descending
        let text = encode([Self.uuid, [UInt8](), [0, 0, 0, 7]], ascending)

        #expect(PageCursor.decode(text, ascending) == [[0, 0, 0, 7], Self.uuid])
        #expect(PageCursor.decode(text, descending) == nil)
        #expect(ascending.start == [[0x80, 0, 0, 0], [UInt8](repeating: 0, count: 16)])
        #expect(descending.start == [[0x7F, 0xFF, 0xFF, 0xFF], [UInt8](repeating: 0xFF, count: 16)])
    }

    @Test
    func `a cursor that was cut, lengthened or altered is refused`() {
        let text = encode([Self.uuid, Array("Ceviche".utf8)], Self.order)

        for length in 0..<text.count {
            #expect(PageCursor.decode(String(text.prefix(length)), Self.order) == nil)
        }
        for tail in ["A", "AA", "AAAA", "=", " "] {
            #expect(PageCursor.decode(text + tail, Self.order) == nil)
        }
        #expect(PageCursor.decode("B" + text.dropFirst(), Self.order) == nil)
        #expect(PageCursor.decode(String(repeating: "A", count: 4096), Self.order) == nil)
    }

    @Test
    func `a cursor that somebody made up is refused`() throws {
        let genuine = encode([Self.uuid, Array("Ceviche".utf8)], Self.order)
        let bytes = try #require(Base64URL.decode(genuine.utf8))

        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1
            #expect(PageCursor.decode(Base64URL.encode(altered), Self.order) == nil)
        }
        let unsigned = Array(bytes.dropLast(16))
        for signature in [[], [UInt8](repeating: 0, count: 16), Array(bytes.suffix(15))] {
            #expect(PageCursor.decode(Base64URL.encode(unsigned + signature), Self.order) == nil)
        }
    }

    @Test
    func `values that are none of their types are refused`() throws {
        let genuine = encode([Self.uuid, Array("a".utf8)], Self.order)
        #expect(try PageCursor.decode(cursor([[97], Self.uuid], like: genuine), Self.order) != nil)

        #expect(
            try PageCursor.decode(cursor([[97], Array(Self.uuid.dropLast())], like: genuine), Self.order)
                == nil)
        #expect(try PageCursor.decode(cursor([[97, 0], Self.uuid], like: genuine), Self.order) == nil)
        #expect(try PageCursor.decode(cursor([[0xC3], Self.uuid], like: genuine), Self.order) == nil)
        #expect(try PageCursor.decode(cursor([[97]], like: genuine), Self.order) == nil)
        #expect(
            try PageCursor.decode(cursor([[97], Self.uuid, Self.uuid], like: genuine), Self.order) == nil)
    }

    @Test(arguments: [[], [0], [255], [0, 0], [1, 2, 3], Array(0...255)] as [[UInt8]])
    func `base 64 leads back to its bytes`(_ bytes: [UInt8]) {
        #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
    }

    @Test(arguments: ["A", "AB", "AAB", "A+/A", "AA==", "é"])
    func `text that no encoder writes is refused`(_ text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }
}
