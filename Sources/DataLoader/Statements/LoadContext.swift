internal import Postgres

/// Where a statement's rows say of whom they speak.
struct PersonPlace: Sendable, Equatable {
    /// The result's column with the person's ID.
    let position: Int
    /// Those with what is said of the person; all null where nothing is.
    let values: [Int]
}

/// What the session needs to run a prepared load: travels through the engine untouched.
struct LoadContext: Sendable {
    /// The statement; its identity is stable as long as the plan lives.
    let statement: Statement
    /// Where each parameter comes from.
    let parameters: [StatementParameter]
    /// The order of pages, when the loader makes some.
    let order: PageOrder?
    /// Whether the key is a public code that decides on the tenant.
    let entersTenant: Bool
    /// What its rows depend on.
    let reads: StatementReads
    /// Where its rows name the person whose values they hold; nil where they hold none.
    let person: PersonPlace?
}
