internal import GraphQLExecution
internal import GraphQLSchema

/// A value of the caller that the server can tell.
struct ClaimSource: Hashable, Sendable {
    /// Its name in conditions.
    let name: String
    /// Its type as GraphQL writes it.
    let type: String

    /// All of them, as the file names them behind `caller.`.
    static let all = [
        ClaimSource(name: "organization", type: "ID"), ClaimSource(name: "branches", type: "[ID!]"),
        ClaimSource(name: "user", type: "ID"), ClaimSource(name: "member", type: "ID"),
        ClaimSource(name: "session", type: "ID"), ClaimSource(name: "customer", type: "ID"),
        ClaimSource(name: "role", type: "String"),
    ]
}

/// A claim with its source.
struct ClaimRule: Sendable {
    let name: Word
    let source: ClaimSource
    /// Whether a caller without it passes every comparison with it: one that is not confined to branches.
    let standsForAll: Bool

    var isList: Bool { source.type.hasPrefix("[") }
}

/// The claims of the file.
struct ClaimTable: Sendable {
    private(set) var claims: [String: ClaimRule] = [:]

    init(_ file: PermissionFile, _ problems: inout [PermissionProblem]) {
        let known = ClaimSource.all.map { "caller.\($0.name)" }
        for claim in file.claims {
            guard let source = ClaimSource.all.first(where: { "caller.\($0.name)" == claim.source.text })
            else {
                problems.append(
                    claim.source,
                    "unknown source \(claim.source.text)" + Spelling.hint(claim.source.text, among: known)
                        + ": \(known.joined(separator: ", ")) are known")
                continue
            }
            if claim.type.text != source.type {
                problems.append(
                    claim.type, "\(claim.source.text) is \(source.type), not \(claim.type.text)")
            }
            let rule = ClaimRule(name: claim.name, source: source, standsForAll: claim.standsForAll)
            if rule.standsForAll, !rule.isList {
                problems.append(claim.name, "default: all is for lists, \(claim.name.text) is none")
            }
            claims[claim.name.text] = rule
        }
    }
}
