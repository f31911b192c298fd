/// Who asks.
struct Principal: Sendable, Hashable, CustomStringConvertible {
    /// One role, or several with a plus between.
    let role: String
    /// Nil for nobody known.
    let token: String?
    /// Whether the token lists one branch only.
    var isConfined = false
    /// Whether it belongs to the other tenant.
    var isOther = false

    var description: String { role + (isConfined ? " of one branch" : "") + (isOther ? " of the other" : "") }
}
