internal import GraphQLExecution
internal import GraphQLSchema

/// The roles of the file and who inherits from whom.
struct RoleTable: Sendable {
    let roles: [PermissionFile.Role]
    /// By role: those that it names.
    private(set) var parents: [[Int]] = []
    /// By role: itself and all that it inherits from.
    private(set) var closures: [RoleSet] = []
    /// By role: what it may ask for, with what it inherits.
    private(set) var limits: [RoleLimits] = []
    /// The roles that somebody can hold, alone or besides another.
    private(set) var held: RoleSet = []
    private let numbers: [String: Int]

    init(_ file: PermissionFile, _ problems: inout [PermissionProblem]) {
        roles = Array(file.roles.prefix(RoleSet.countMax))
        var numbers: [String: Int] = [:]
        for (index, role) in roles.enumerated() { numbers[role.name.text] = index }
        self.numbers = numbers
        if let beyond = file.roles.dropFirst(RoleSet.countMax).first {
            problems.append(
                beyond.name, "more than \(RoleSet.countMax) roles: \(beyond.name.text) is one too many")
        }
        for role in roles {
            parents.append(role.inherits.compactMap { number($0, &problems) })
        }
        closures = roles.indices.map(closure)
        reportCycles(&problems)
        reportIdle(&problems)
        // Without cycles from here on, so that whoever follows parents comes to an end.
        for (index, list) in parents.enumerated() {
            parents[index] = list.filter { !closures[$0].contains(role: index) }
        }
        held = RoleSet(roles.indices.filter(isHeld))
        var known: [Int: RoleLimits] = [:]
        limits = roles.indices.map { limits($0, &known) }
    }

    /// Its own, where it says none the most generous of those that it inherits from.
    private func limits(_ role: Int, _ known: inout [Int: RoleLimits]) -> RoleLimits {
        if let limits = known[role] { return limits }
        var inherited: RoleLimits?
        for parent in parents[role] {
            let limits = limits(parent, &known)
            inherited = inherited?.widened(by: limits) ?? limits
        }
        let result = inherited.map(roles[role].limits.filled) ?? roles[role].limits
        known[role] = result
        return result
    }

    var names: [String] { roles.map(\.name.text) }

    /// The number of a role; an unknown one is a problem.
    func number(_ word: Word, _ problems: inout [PermissionProblem]) -> Int? {
        if let number = numbers[word.text] { return number }
        problems.append(
            word, "unknown role \(word.text)" + Spelling.hint(word.text, among: names))
        return nil
    }

    /// The number of a role; nil for none.
    func number(_ name: String) -> Int? { numbers[name] }

    func name(_ role: Int) -> String { roles[role].name.text }

    /// Whether somebody can hold the role by itself.
    func isHeldAlone(_ role: Int) -> Bool {
        isHeld(role) && !roles[role].isKeyScope && !roles[role].isHeldByPIN
    }

    /// Whether somebody can hold the role, alone or besides another.
    func isHeld(_ role: Int) -> Bool { !roles[role].isAbstract }

    /// All roles that these are or inherit from.
    func closure(of held: [Int]) -> RoleSet {
        held.reduce(into: []) { $0.formUnion(closures[$1]) }
    }

    /// Who holds a role or one that inherits from it.
    func holders(of role: Int) -> [Int] {
        roles.indices.filter { isHeld($0) && closures[$0].contains(role: role) }
    }

    /// The roles among some names that somebody can hold.
    func held(_ names: some Collection<String>) -> RoleSet {
        var found: RoleSet = []
        for name in names {
            if let number = numbers[name] { found.formUnion(RoleSet(number)) }
        }
        return found.intersection(held)
    }

    /// What is said of a role: its own, else that of the nearest on each way of inheritance, each role once.
    ///
    /// - Complexity: O(roles).
    func said<Value>(of role: Int, _ own: (Int) -> Value?) -> [Value] {
        var found: [Value] = []
        var seen: RoleSet = []
        var open = [role]
        while let next = open.popLast() {
            guard seen.insert(RoleSet(next)).inserted else { continue }
            if let value = own(next) {
                found.append(value)
            } else {
                open += parents[next].reversed()
            }
        }
        return found
    }

    /// The way of inheritance from one role to another, both included; nil when there is none.
    func path(from role: Int, to ancestor: Int) -> [Int]? {
        var open = [[role]]
        var seen: RoleSet = []
        while !open.isEmpty {
            let way = open.removeFirst()
            guard let last = way.last, !seen.contains(role: last) else { continue }
            if last == ancestor { return way }
            seen.formUnion(RoleSet(last))
            open += parents[last].map { way + [$0] }
        }
        return nil
    }

    /// Ends on cycles, which are reported.
    private func closure(_ role: Int) -> RoleSet {
        var seen: RoleSet = []
        var open = [role]
        while let next = open.popLast() {
            guard !seen.contains(role: next) else { continue }
            seen.formUnion(RoleSet(next))
            open += parents[next]
        }
        return seen
    }

    private func reportCycles(_ problems: inout [PermissionProblem]) {
        for (index, role) in roles.enumerated() {
            for parent in role.inherits {
                guard let number = numbers[parent.text], closures[number].contains(role: index) else {
                    continue
                }
                problems.append(
                    parent, "the role \(role.name.text) inherits from itself through \(parent.text)")
            }
        }
    }

    private func reportIdle(_ problems: inout [PermissionProblem]) {
        for (index, role) in roles.enumerated() {
            if role.isAbstract, role.isKeyScope {
                problems.append(role.name, "\(role.name.text) is abstract: no key can have it as a scope")
            }
            if role.isHeldByPIN, role.isAbstract || role.isKeyScope {
                problems.append(
                    role.name, "\(role.name.text) is held by PIN sign-ins: it is neither abstract nor a scope"
                )
            }
            if role.isAbstract, holders(of: index).isEmpty {
                problems.append(
                    role.name, "nobody holds \(role.name.text): it is abstract and no role inherits from it")
            }
            var direct: RoleSet = []
            for parent in role.inherits {
                guard let number = numbers[parent.text] else { continue }
                let others = role.inherits.compactMap { numbers[$0.text] }.filter { $0 != number }
                if direct.contains(role: number) || closure(of: others).contains(role: number) {
                    problems.append(
                        parent, "\(role.name.text) inherits from \(parent.text) already through another role")
                }
                direct.formUnion(RoleSet(number))
            }
        }
    }
}

extension [PermissionProblem] {
    mutating func append(_ word: Word, _ message: String) {
        append(PermissionProblem(place: word.place, message: message))
    }

    mutating func append(_ place: PermissionPlace?, _ message: String) {
        append(PermissionProblem(place: place, message: message))
    }
}
