import Domain
import Postgres
import Restaurant
import Testing

struct EntityKindTests {
    @Test(arguments: EntityKind.allCases)
    func `an ID leads back to its UUID and its kind only`(_ kind: EntityKind) {
        let uuid = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)

        let id = kind.id(uuid)

        #expect(id.hasPrefix("\(kind.rawValue)_"))
        #expect(kind.uuid(id) == uuid)
        #expect(EntityKind.allCases.filter { $0.uuid(id) != nil } == [kind])
    }
}
