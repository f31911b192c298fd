/// How much a selection set asks for, its fragments expanded.
struct SelectionMeasure {
    /// The longest path of fields for each depth allowance that paths may have, by the allowance's position.
    private(set) var depths = SIMD8<Int32>()
    /// All fields; stays at its greatest value instead of overflowing.
    private(set) var fieldCount: Int = 0
    /// The fields with an alias; stays at its greatest value instead of overflowing.
    private(set) var aliasCount: Int = 0
    /// The fields of the set itself; stays at its greatest value instead of overflowing.
    private(set) var rootFieldCount: Int = 0
    /// The most often that one path passes each of the lists of `__Type`, by the list's position.
    private(set) var introspectionLists = SIMD4<Int32>()
    /// The fields `__schema`; stays at its greatest value instead of overflowing.
    private(set) var introspectionCount: Int = 0

    /// Adds a field without selections.
    mutating func addLeaf(hasAlias: Bool, level: Int) {
        if depths[level] == 0 { depths[level] = 1 }
        fieldCount = saturatingSum(fieldCount, 1)
        aliasCount = saturatingSum(aliasCount, hasAlias ? 1 : 0)
        rootFieldCount = saturatingSum(rootFieldCount, 1)
    }

    /// Adds a field that has the given measure below it.
    mutating func add(field below: SelectionMeasure, hasAlias: Bool, level: Int) {
        var child = below
        child.depths = below.depths.replacing(with: below.depths &+ 1, where: below.depths .> 0)
        child.depths[0] = max(child.depths[0], 1)
        child.fieldCount = saturatingSum(below.fieldCount, 1)
        child.aliasCount = saturatingSum(below.aliasCount, hasAlias ? 1 : 0)
        child.rootFieldCount = 1
        add(child, level: level)
    }

    /// Notes that all paths pass a list of `__Type`.
    mutating func pass(introspectionList list: Int) { introspectionLists[list] &+= 1 }

    /// Notes a field `__schema`.
    mutating func countIntrospection() { introspectionCount = saturatingSum(introspectionCount, 1) }

    /// Adds the measure of a fragment; paths through it have at least the given level.
    mutating func add(_ fragment: SelectionMeasure, level: Int) {
        var depths = fragment.depths
        for lower in 0..<level {
            depths[level] = max(depths[level], depths[lower])
            depths[lower] = 0
        }
        self.depths = pointwiseMax(self.depths, depths)
        introspectionLists = pointwiseMax(introspectionLists, fragment.introspectionLists)
        introspectionCount = saturatingSum(introspectionCount, fragment.introspectionCount)
        fieldCount = saturatingSum(fieldCount, fragment.fieldCount)
        aliasCount = saturatingSum(aliasCount, fragment.aliasCount)
        rootFieldCount = saturatingSum(rootFieldCount, fragment.rootFieldCount)
    }

    private func saturatingSum(_ first: Int, _ second: Int) -> Int {
        let (sum, overflows) = first.addingReportingOverflow(second)
        return overflows ? Int.max : sum
    }
}
