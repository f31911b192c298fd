/// How much a seeded organization has. The defaults give the menu tree that benchmarks read: 200 items with
/// three groups of five modifiers, 3,000 options.
public struct SeedShape: Sendable, Hashable {
    /// Branches of an organization.
    public var branches = 3
    /// Tables of a branch.
    public var tables = 20
    /// Categories of its menu; every second one lies below the one before.
    public var categories = 10
    /// Items of a category.
    public var items = 20
    /// Modifier groups of an item; no two items share one.
    public var groups = 3
    /// Modifiers of a group.
    public var modifiers = 5
    /// Every n-th modifier opens a child group.
    public var childGroupEvery = 10
    /// Child groups that these modifiers share, with three modifiers each.
    public var childGroups = 20

    /// The default shape.
    public init() {}
}
