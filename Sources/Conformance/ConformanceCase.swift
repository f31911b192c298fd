import GraphQLSchema

/// One case as an independent engine was asked it.
struct ConformanceCase {
    /// What the engine is asked to do.
    enum Kind: String {
        case parse
        case validate
        case validateSDL
        case schema
        case execute
        case coordinate
    }

    let kind: Kind
    /// The members of the case by name.
    private let members: InputValue

    /// Reads a case; nil for an object without a known kind.
    init?(_ members: InputValue) {
        guard case .string(let name)? = members["k"], let kind = Kind(rawValue: name) else { return nil }
        self.kind = kind
        self.members = members
    }

    /// A text; nil when it is absent or null.
    func text(_ name: String) -> String? {
        guard case .string(let text)? = members[name] else { return nil }
        return text
    }

    /// A switch; off when it is absent.
    func flag(_ name: String) -> Bool { members[name] == .boolean(true) }

    /// A list of texts; nil when it is absent or null.
    func texts(_ name: String) -> [String]? {
        guard case .list(let items)? = members[name] else { return nil }
        return items.compactMap { item in
            guard case .string(let text) = item else { return nil }
            return text
        }
    }

    /// Any member; nil when it is absent.
    subscript(name: String) -> InputValue? { members[name] }
}
