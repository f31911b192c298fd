internal import GraphQLExecution
internal import GraphQLSchema

/// What a set of roles gets from one field of an object type.
struct FieldDecision: Hashable, Sendable {
    /// The rows on which it is shown as it is.
    var full: [PermissionRules.Rows] = []
    /// The rows on which it is masked.
    var masked: [Masked] = []
    /// Whether there are rows of the type on which neither holds.
    var isPartial = false
    /// What is shown where neither holds.
    var denial: DenialOutcome

    struct Masked: Hashable, Sendable {
        let rows: PermissionRules.Rows
        let mask: Mask
    }

    /// Whether anything of it is shown.
    var isShown: Bool { !full.isEmpty || !masked.isEmpty }

    /// Whether the field exists.
    var exists: Bool { isShown || denial != .hide }
}

extension PermissionRules {
    /// Decides on the fields of a type.
    func decisions(
        held: [Int], _ type: TypeDefinition, _ schema: Schema
    ) -> [FieldID: FieldDecision] {
        decisions(pairs(held: held, type, schema), type, schema)
    }

    /// Decides on the fields of a type of which this is granted.
    func decisions(
        _ pairs: [GrantPair], _ type: TypeDefinition, _ schema: Schema
    ) -> [FieldID: FieldDecision] {
        let all = Set(pairs.map(\.rows))
        var result: [FieldID: FieldDecision] = [:]
        for index in type.fields {
            let field = schema.fields[index].id
            var decision = FieldDecision(denial: fields[field]?.otherwise ?? .hide)
            for pair in pairs where pair.fields.contains(field) && !decision.full.contains(pair.rows) {
                decision.full.append(pair.rows)
            }
            // A value that is seen everywhere is masked nowhere, and all rows cover those of every scope.
            if decision.full.contains(.all) { decision.full = [.all] }
            for pair in pairs {
                guard let mask = pair.masks[field], decision.full != [.all],
                    !decision.full.contains(pair.rows),
                    !decision.masked.contains(where: { $0.rows == pair.rows })
                else { continue }
                decision.masked.append(.init(rows: pair.rows, mask: mask))
            }
            let covered = Set(decision.full + decision.masked.map(\.rows))
            decision.isPartial = decision.isShown && !covered.contains(.all) && covered != all
            result[field] = decision
        }
        return result
    }
}
