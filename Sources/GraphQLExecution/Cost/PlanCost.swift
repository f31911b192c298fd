import GraphQLSchema

/// What a plan's objects cost: a flat tree of response positions, parents before children.
///
/// An object costs 1, a scalar nothing. A list counts as many objects as its field's `@listSize` assumes, a
/// connection's entries as many as its page may hold; an edge and its node are one object, and what tells
/// about a page costs nothing.
struct PlanCost: Sendable {
    /// Objects at one response position.
    struct Term: Sendable {
        /// The term around it; -1 for the operation itself.
        let parent: Int
        /// How many there are in each object around.
        let size: Size
        /// What each costs.
        let weight: Int
        /// Whether at most one of the terms below comes true in each object: the dearest counts.
        var isChoice = false
        /// Whether it stands for later items of a streamed list, which were counted with the first ones.
        var isRepeated = false
        /// The load that brings the objects; -1 where they are made of what is around.
        var load = -1
    }

    /// How many objects a position has.
    enum Size: Sendable {
        case once
        case assumed(Int)
        /// As many as `first` in `Plan.arguments` says, unless the load is refused.
        case page(arguments: Int, load: Int)
    }

    var terms: [Term] = []
    /// The cost where no variable decides about it.
    private(set) var fixed: Int?

    /// Computes what holds for all requests.
    mutating func fix(_ arguments: [PlanArguments]) {
        var known: [Arguments] = []
        known.reserveCapacity(arguments.count)
        for entry in arguments {
            if case .constant(let constant) = entry {
                known.append(constant)
            } else {
                known.append(Arguments(values: []))
            }
        }
        for term in terms {
            guard case .page(let own, _) = term.size, own >= 0 else { continue }
            if case .variable = arguments[own] { return }
        }
        fixed = sum(known, refused: [:])
    }

    /// The most that an operation may cost, as far as the sizes of its lists are as assumed; never overflows.
    ///
    /// - Parameters:
    ///   - arguments: the coerced ones, by index into `Plan.arguments`.
    ///   - refused: loads that are not made.
    /// - Complexity: O(1) where no variable decides on a page's size and no load is refused, else O(terms).
    func requested(_ arguments: [Arguments], refused: [Int: FieldError]) -> Int {
        if refused.isEmpty, let fixed { return fixed }
        return sum(arguments, refused: refused)
    }

    private func sum(_ arguments: [Arguments], refused: [Int: FieldError]) -> Int {
        // One more than terms: the first is the operation itself.
        var below = [Int](repeating: 0, count: terms.count + 1)
        for index in terms.indices.reversed() where !terms[index].isRepeated {
            let term = terms[index]
            let total = count(term.size, arguments, refused).saturatingTimes(
                term.weight.saturatingPlus(below[index + 1]))
            let parent = term.parent + 1
            if term.parent >= 0, terms[term.parent].isChoice {
                below[parent] = max(below[parent], total)
            } else {
                below[parent] = below[parent].saturatingPlus(total)
            }
        }
        return below[0]
    }

    private func count(_ size: Size, _ arguments: [Arguments], _ refused: [Int: FieldError]) -> Int {
        switch size {
        case .once: return 1
        case .assumed(let count): return count
        case .page(let own, let load):
            guard refused[load] == nil else { return 0 }
            guard own >= 0, case .int(let first)? = arguments[own]["first"] else {
                return Self.unknownPage
            }
            return Int(clamping: max(first, 0))
        }
    }

    /// How many rows each load is taken to bring, by load: what the cost is made of, before anything is read.
    ///
    /// - Complexity: O(terms).
    func estimatedRows(_ arguments: [Arguments], refused: [Int: FieldError]) -> [Int: Int] {
        var counts = [Int](repeating: 0, count: terms.count + 1)
        counts[0] = 1
        var rows: [Int: Int] = [:]
        for (index, term) in terms.enumerated() where !term.isRepeated {
            let most = count(term.size, arguments, refused).saturatingTimes(counts[term.parent + 1])
            counts[index + 1] = most
            // Edges and nodes of a page are rows of one load.
            if term.load >= 0 { rows[term.load] = max(rows[term.load, default: 0], most) }
        }
        return rows
    }

    /// What the objects cost that loads have brought: no more than they were asked for where lists turned out
    /// smaller.
    ///
    /// An object made of the row around it counts as often as that row, even where it is null there.
    ///
    /// - Complexity: O(terms).
    func actual(_ blocks: [Block?], _ arguments: [Arguments]) -> Int {
        var counts = [Int](repeating: 0, count: terms.count + 1)
        counts[0] = 1
        var total = 0
        for (index, term) in terms.enumerated() {
            let around = counts[term.parent + 1]
            let count: Int
            if term.load >= 0 {
                let rows = term.load < blocks.count ? blocks[term.load]?.rows.rowCount ?? 0 : 0
                if case .page = term.size {
                    // The row that only tells of a next page is none of the page's.
                    let most = self.count(term.size, arguments, [:]).saturatingTimes(around)
                    count = min(rows, most)
                } else {
                    count = rows
                }
            } else {
                count = term.isRepeated ? 0 : around
            }
            counts[index + 1] = count
            total = total.saturatingPlus(count.saturatingTimes(term.weight))
        }
        return total
    }

    /// Entries of a list that says nothing of its size.
    static let unknownList = 10
    /// Entries of a page that nobody bounded.
    static let unknownPage = 100
}

extension Int {
    /// The sum of two numbers that are not negative, or the largest number.
    fileprivate func saturatingPlus(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// The product of two numbers that are not negative, or the largest number.
    fileprivate func saturatingTimes(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
