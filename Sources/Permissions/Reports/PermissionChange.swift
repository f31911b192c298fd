internal import GraphQLExecution
public import GraphQLSchema

/// What a new permission file changes for one role.
public struct PermissionChange: Sendable, Hashable, CustomStringConvertible {
    /// Whether somebody can do more or less.
    public enum Direction: String, Sendable, CaseIterable {
        case gains, loses
    }

    /// Who.
    public let role: String
    /// More or less.
    public let direction: Direction
    /// The schema coordinate, or what kind of limit.
    public let subject: String
    /// What was.
    public let old: String
    /// What will be.
    public let new: String

    /// `WAITER gains Order.cost: no → yes`
    public var description: String { "\(role) \(direction.rawValue) \(subject): \(old) → \(new)" }
}

extension Permissions {
    /// What another file gives and takes, by role; both are compiled against one schema.
    ///
    /// A change that gives on some rows and takes on others is both. Fields without an entry in the old file
    /// were seen by nobody.
    ///
    /// - Throws: ``PermissionGaps`` when the new file is wrong; of the old one only what can be understood
    ///   counts, since the schema may have moved on.
    /// - Complexity: O(roles × fields of the schema).
    public static func changes(
        from old: (yaml: String, file: String), to new: (yaml: String, file: String), schema: Schema
    ) throws(PermissionGaps) -> [PermissionChange] {
        var ignored: [PermissionProblem] = []
        let before = Permissions(yaml: old.yaml, file: old.file, schema: schema, problems: &ignored)
        let unreadable = ignored.filter { $0.message.hasPrefix("no YAML") }
        guard unreadable.isEmpty else { throw PermissionGaps(file: old.file, problems: unreadable) }
        let after = try Permissions(yaml: new.yaml, file: new.file, schema: schema)
        return PermissionComparison(schema: schema, old: before.rules, new: after.rules).changes
    }
}

/// Compares two files role by role.
struct PermissionComparison {
    let schema: Schema
    let old: PermissionRules
    let new: PermissionRules

    var changes: [PermissionChange] {
        let names = new.roles.names + old.roles.names.filter { !new.roles.names.contains($0) }
        return names.flatMap { name -> [PermissionChange] in
            let before = held(name, old)
            let after = held(name, new)
            if before == nil, after == nil { return [] }
            return fields(name, before, after) + inputs(name, before, after) + limits(name, before, after)
                + reach(name, before, after)
        }
    }

    /// What kind of role it is: none of these is about a field, and each opens many.
    private func reach(_ name: String, _ before: Int?, _ after: Int?) -> [PermissionChange] {
        guard let before, let after else { return [] }
        let (left, right) = (old.roles.roles[before], new.roles.roles[after])
        func change(_ subject: String, _ was: Bool, _ now: Bool, _ texts: (no: String, yes: String))
            -> [PermissionChange]
        {
            changes(
                name, subject, gains: !was && now, loses: was && !now, was ? texts.yes : texts.no,
                now ? texts.yes : texts.no)
        }
        return change("holders", !left.isKeyScope, !right.isKeyScope, ("keys", "tokens"))
            + change("tenants", left.reachesAllTenants, right.reachesAllTenants, ("own", "all"))
            + change("writes", !left.writesOnlyActingAs, !right.writesOnlyActingAs, ("actAs", "always"))
    }

    private func held(_ name: String, _ rules: PermissionRules) -> Int? {
        rules.roles.number(name).flatMap { rules.roles.isHeld($0) ? $0 : nil }
    }

    private func fields(_ name: String, _ before: Int?, _ after: Int?) -> [PermissionChange] {
        schema.types.filter { $0.kind == .object && !$0.isIntrospection }.flatMap { type in
            let old = before.map { self.old.decisions(held: [$0], type, schema) } ?? [:]
            let new = after.map { self.new.decisions(held: [$0], type, schema) } ?? [:]
            return type.fields.flatMap { index -> [PermissionChange] in
                let field = schema.fields[index]
                let left = Shown(old[field.id], self.old, type.id)
                let right = Shown(new[field.id], self.new, type.id)
                return changes(
                    name, field.coordinate, gains: !left.covers(right), loses: !right.covers(left),
                    self.old.cell(old[field.id]).text, self.new.cell(new[field.id]).text)
            }
        }
    }

    private func changes(
        _ role: String, _ subject: String, gains: Bool, loses: Bool, _ old: String, _ new: String
    ) -> [PermissionChange] {
        let directions: [PermissionChange.Direction] = (gains ? [.gains] : []) + (loses ? [.loses] : [])
        return directions.map { direction in
            PermissionChange(role: role, direction: direction, subject: subject, old: old, new: new)
        }
    }

    private func inputs(_ name: String, _ before: Int?, _ after: Int?) -> [PermissionChange] {
        let oldRules = before.map { old.accessRules(held: [$0], schema, version: "") } ?? AccessRules()
        let newRules = after.map { new.accessRules(held: [$0], schema, version: "") } ?? AccessRules()
        let oldView = AccessPolicy(oldRules, schema: schema).view
        let newView = AccessPolicy(newRules, schema: schema).view
        var result: [PermissionChange] = []
        for index in schema.inputValues.indices {
            let coordinate = schema.inputValues[index].coordinate
            let (wasHidden, isHidden) = (
                !oldView.isVisible(input: index), !newView.isVisible(input: index)
            )
            result += changes(
                name, coordinate, gains: wasHidden && !isHidden, loses: !wasHidden && isHidden,
                wasHidden ? "no" : "yes", isHidden ? "no" : "yes")
            let (left, right) = (oldRules.inputs[index], newRules.inputs[index])
            guard !wasHidden, !isHidden, left != right else { continue }
            result += changes(
                name, coordinate, gains: !(right ?? InputRule()).isWithin(left ?? InputRule()),
                loses: !(left ?? InputRule()).isWithin(right ?? InputRule()),
                old.inputs[index].map(old.note) ?? "any value", new.inputs[index].map(new.note) ?? "any value"
            )
        }
        for type in schema.types where type.kind == .enumeration {
            for (index, value) in type.enumValues.enumerated() {
                let id = EnumValueID(type.id, index)
                let (was, now) = (oldView.isVisible(id), newView.isVisible(id))
                result += changes(
                    name, "\(type.name).\(value.name)", gains: !was && now, loses: was && !now,
                    was ? "yes" : "no", now ? "yes" : "no")
            }
        }
        return result
    }

    private func limits(_ name: String, _ before: Int?, _ after: Int?) -> [PermissionChange] {
        guard let before, let after else { return [] }
        let (left, right) = (old.roles.limits[before], new.roles.limits[after])
        func change(_ subject: String, _ old: Int64?, _ new: Int64?, _ texts: (String, String))
            -> [PermissionChange]
        {
            changes(
                name, subject, gains: (new ?? .max) > (old ?? .max), loses: (new ?? .max) < (old ?? .max),
                texts.0, texts.1)
        }
        func number(_ subject: String, _ old: Int64?, _ new: Int64?) -> [PermissionChange] {
            change(subject, old, new, (old.map { "\($0)" } ?? "default", new.map { "\($0)" } ?? "default"))
        }
        let (oldLevel, newLevel) = (old.introspection(held: [before]), new.introspection(held: [after]))
        return number("the cost of an operation", left.cost, right.cost)
            + number("the depth of an operation", left.depth, right.depth)
            + number("the size of a page", left.page, right.page)
            + change(
                "the rate of requests", left.rate?.perHour, right.rate?.perHour,
                (left.rate.map { "\($0)" } ?? "default", right.rate.map { "\($0)" } ?? "default"))
            + change(
                "documents", left.onlyTrustedDocuments == true ? 0 : nil,
                right.onlyTrustedDocuments == true ? 0 : nil,
                (
                    left.onlyTrustedDocuments == true ? "trusted" : "any",
                    right.onlyTrustedDocuments == true ? "trusted" : "any"
                ))
            + change(
                "introspection", Int64(oldLevel.rank), Int64(newLevel.rank), (oldLevel.name, newLevel.name))
    }
}

/// What of a field is shown, to compare: by the conditions themselves, since a scope may keep its name.
private struct Shown {
    private let full: Set<String>
    private let masked: Set<String>
    private let rank: Int
    private static let everything = ""

    init(_ decision: FieldDecision?, _ rules: PermissionRules, _ type: TypeID) {
        func condition(_ rows: PermissionRules.Rows) -> String {
            guard case .scope(let index) = rows else { return Self.everything }
            return rules.scopes[index].conditions[type]?.rule.condition ?? "?"
        }
        full = Set((decision?.full ?? []).map(condition))
        masked = Set((decision?.masked ?? []).map { "\(condition($0.rows)) \($0.mask.name)" })
        rank =
            switch decision?.denial ?? .hide {
            case .hide: 0
            case .null, .error: 1
            case .mask: 2
            }
    }

    /// Whether this shows at least what the other one shows.
    func covers(_ other: Shown) -> Bool {
        if full.contains(Self.everything) { return true }
        guard other.full.isSubset(of: full), rank >= other.rank else { return false }
        return other.masked.allSatisfy { masked.contains($0) || full.contains($0) }
    }
}

extension InputRule {
    /// Whether everything that this rule lets pass also passes another one.
    fileprivate func isWithin(_ other: InputRule) -> Bool {
        let isBelow = other.maximum.map { limit in maximum.map { $0 <= limit } ?? false } ?? true
        let isSame = other.forced.map { $0 == forced } ?? true
        let isAllowed = other.allowed.map { limit in allowed?.isSubset(of: limit) ?? false } ?? true
        let isOnTarget = other.target.map { limit in
            target.map { $0.type == limit.type && $0.rows.allSatisfy(limit.rows.contains) } ?? false
        }
        let fieldsAre = other.fields.allSatisfy { name, limit in
            (fields[name] ?? InputRule()).isWithin(limit)
        }
        return isBelow && isSame && isAllowed && (isOnTarget ?? true) && fieldsAre
    }
}
