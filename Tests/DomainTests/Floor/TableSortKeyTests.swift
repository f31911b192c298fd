import Domain
import Testing

@Suite struct TableSortKeyTests {
    @Test func `labels are listed as people count`() {
        let labels = ["T10", "t2", "Bar 1", "T1", "12", "2", "T2a"]

        let sorted = labels.sorted { TableSortKey.make($0) < TableSortKey.make($1) }

        #expect(sorted == ["2", "12", "Bar 1", "T1", "t2", "T2a", "T10"])
    }
}
