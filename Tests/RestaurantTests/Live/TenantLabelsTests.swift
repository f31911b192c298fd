import Postgres
import Testing

@testable import Restaurant

/// What organizations are called in metrics.
@Suite struct TenantLabelsTests {
    private func organization(_ number: UInt64) -> UUIDBytes { UUIDBytes(high: 7, low: number) }

    @Test func `an organization is called by digits of a hash, the same everywhere`() {
        let label = TenantLabels().label(of: organization(1))

        // printf 00000000-0000-0007-0000-000000000001 | sha256sum
        #expect(label == "1c6c4bf0b5b81e24")
        #expect(TenantLabels(countMax: 1).label(of: organization(1)) == label)
        #expect(TenantLabels().label(of: organization(2)) != label)
        #expect(TenantLabels().label(of: nil) == "none")
    }

    @Test func `only so many have a name of their own, the first that appear`() {
        let labels = TenantLabels(countMax: 2)
        let names = (1...4).map { labels.label(of: organization($0)) }

        #expect(names[0] != names[1])
        #expect(names[2...] == ["other", "other"])
        #expect(labels.label(of: organization(1)) == names[0])
        #expect(labels.label(of: nil) == "none")
        #expect(TenantLabels(countMax: 0).label(of: organization(1)) == "other")
    }
}
