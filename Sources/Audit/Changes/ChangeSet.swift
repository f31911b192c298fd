internal import Postgres

/// What a transaction changed on the whole: each row once, as it was at first and as it is at last.
struct ChangeSet {
    /// The rows of one chain, written down.
    struct Snapshots: Equatable {
        var before: String?
        var after: String?
        var entities: [UUIDBytes] = []
        var people: [UUIDBytes] = []
    }

    private struct RowKey: Hashable {
        var table: String
        var id: UUIDBytes
    }

    private struct Sides {
        var before: RowChange?
        var after: RowChange?

        /// A statement may write a row as it was.
        var differ: Bool { before?.image != after?.image || before?.personal != after?.personal }
    }

    private var rows: [Sides] = []

    /// Tables whose rows name no branch: each is part of a row that does, or, as a customer's points, changes
    /// by what happens at one. Points that are given at none are the organization's.
    private static let parts: Set = [
        "cart_coupons", "cart_line_modifiers", "cart_lines", "cart_rewards", "check_lines", "coupon_counts",
        "coupon_redemptions", "loyalty_accounts", "loyalty_entries", "order_charges", "order_checks",
        "order_courses", "order_discounts", "order_line_modifiers", "order_line_taxes", "session_guests",
        "ticket_lines",
    ]

    /// Sums up changes in the order in which they happened.
    ///
    /// Parts of a branch's rows are the branch's: what happens at one branch waits for no other one, and its
    /// manager reads it.
    ///
    /// - Parameter branches: those that the act concerns besides the rows' own.
    /// - Complexity: O(changes).
    init(_ changes: [RowChange], at branches: [UUIDBytes] = []) {
        let concerned = Set(changes.compactMap(\.branch) + branches)
        let only = concerned.count == 1 ? concerned.first : nil
        var places: [RowKey: Int] = [:]
        for var change in changes {
            if change.branch == nil, Self.parts.contains(change.table) { change.branch = only }
            let key = RowKey(table: change.table, id: change.id)
            if let place = places[key] {
                rows[place].after = change.isAfter ? change : nil
            } else {
                places[key] = rows.count
                rows.append(change.isAfter ? Sides(after: change) : Sides(before: change))
            }
        }
        rows.removeAll { !$0.differ }
    }

    /// Which branches' chains and, as nil, whether the organization's own one get an entry.
    var branches: Set<UUIDBytes?> { Set(sides.map(\.branch)) }

    /// Whose values are to be sealed.
    var people: Set<UUIDBytes> { Set(sides.compactMap { $0.personal == nil ? nil : $0.person }) }

    /// The rows of one branch, or of the organization itself, with personal values sealed.
    ///
    /// - Parameter keys: a person without one has been erased.
    /// - Complexity: O(rows).
    func snapshots(of branch: UUIDBytes?, _ keys: [UUIDBytes: PersonalKey]) -> Snapshots {
        let before = rows.compactMap(\.before).filter { $0.branch == branch }
        let after = rows.compactMap(\.after).filter { $0.branch == branch }
        var snapshots = Snapshots()
        snapshots.before = SnapshotText.write(before, keys)
        snapshots.after = SnapshotText.write(after, keys)
        snapshots.entities = (before + after).map(\.id).distinct
        snapshots.people = (before + after).compactMap { $0.personal == nil ? nil : $0.person }.distinct
        return snapshots
    }

    private var sides: [RowChange] { rows.flatMap { [$0.before, $0.after].compactMap(\.self) } }
}

extension [UUIDBytes] {
    /// Each once, in the order of first appearance.
    fileprivate var distinct: [UUIDBytes] {
        var seen: Set<UUIDBytes> = []
        return filter { seen.insert($0).inserted }
    }
}
