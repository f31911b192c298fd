import Testing

/// What other systems got wrong is tested here case by case, each by its number in a test's name.
@Suite struct CaseTests {
    /// Cases whose parts are still to come: points, live connections, invoices, stock, coupons.
    private static let later: Set<Int> = [11, 17, 18, 20, 23, 26]
    private static let caseCount = 28

    @Test func `every case has a test that names it`() throws {
        let sources = try Checkout.current.get().swiftSources(below: "Tests/")
        let names = sources.flatMap(\.lines).filter { $0.contains("func `") }
        let named = Set(names.flatMap { $0.matches(of: /case (\d+):/).compactMap { Int($0.output.1) } })

        #expect(Set(1...Self.caseCount).subtracting(Self.later).subtracting(named).sorted() == [])
        #expect(Self.later.intersection(named).sorted() == [], "no longer to come")
    }
}
