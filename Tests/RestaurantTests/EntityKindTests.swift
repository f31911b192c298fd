import Domain
import GraphQLExecution
import Postgres
import Testing

@testable import Restaurant

struct EntityKindTests {
    @Test(arguments: EntityKind.allCases)
    func `an ID leads back to its UUID and its kind only`(_ kind: EntityKind) {
        let uuid = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)

        let id = kind.id(uuid)

        #expect(id.hasPrefix("\(kind.rawValue)_"))
        #expect(kind.uuid(id) == uuid)
        #expect(EntityKind.allCases.filter { $0.uuid(id) != nil } == [kind])
    }

    @Test(arguments: EntityKind.allCases)
    func `a UUID column is written as the ID`(_ kind: EntityKind) throws {
        let uuid = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)

        #expect(json(uuid.bytes, kind) == "\"\(kind.id(uuid))\"")
        #expect(json(Array(uuid.bytes.dropLast()), kind) == nil)
    }

    private func json(_ bytes: [UInt8], _ kind: EntityKind) -> String? {
        guard case .custom(let write) = kind.wireForm else { return nil }
        var buffer = ResponseBuffer()
        return bytes.withUnsafeBufferPointer { bytes in
            write(Cell(pointer: bytes.baseAddress, count: bytes.count), &buffer) ? buffer.text : nil
        }
    }
}
