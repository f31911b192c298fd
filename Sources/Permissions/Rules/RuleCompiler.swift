internal import GraphQLExecution
internal import GraphQLSchema

/// Looks the file's names up in the schema.
///
/// Every problem is noted with its place and the work goes on, so that one run shows them all.
struct RuleCompiler {
    let file: PermissionFile
    let schema: Schema
    private(set) var rules: PermissionRules
    private(set) var problems: [PermissionProblem]
    /// Scopes, masks and claims that something refers to, by name.
    var used: Set<String> = []

    init(_ reader: PermissionFileReader, _ schema: Schema) {
        file = reader.file
        self.schema = schema
        problems = reader.problems
        let roles = RoleTable(file, &problems)
        rules = PermissionRules(
            roles: roles, claims: ClaimTable(file, &problems), defaults: file.defaults)
    }

    mutating func compile() {
        compileScopes()
        for entry in file.types { compile(entry) }
        reportMissing()
        reportUnused()
    }

    mutating func report(_ word: Word, _ message: String) { problems.append(word, message) }
    mutating func report(_ place: PermissionPlace?, _ message: String) { problems.append(place, message) }

    /// The number of a role; an unknown one is a problem.
    mutating func role(_ word: Word) -> Int? { rules.roles.number(word, &problems) }

    /// Roles where the file names them.
    mutating func mentions(_ words: [Word]) -> [PermissionRules.Mention] {
        words.compactMap { word in role(word).map { .init(role: $0, place: word.place) } }
    }

    mutating func change(_ body: (inout PermissionRules) -> Void) { body(&rules) }

    // MARK: - Scopes

    private mutating func compileScopes() {
        for scope in file.scopes {
            if scope.name.text == "all" || scope.name.text == "none" {
                report(scope.name, "a scope cannot be called \(scope.name.text)")
            }
            var rule = PermissionRules.ScopeRule(name: scope.name)
            for (type, text) in scope.predicates {
                guard let id = objectType(type, "a scope"), let condition = condition(text, scope.name.text)
                else { continue }
                if rule.conditions[id] != nil {
                    report(type, "\(scope.name.text) says twice which rows of \(type.text) it has")
                }
                rule.conditions[id] = condition
            }
            rules.scopes.append(rule)
        }
    }

    /// An object type; another one is a problem.
    mutating func objectType(_ word: Word, _ owner: String) -> TypeID? {
        let objects = schema.types.filter { $0.kind == .object && !$0.isIntrospection }
        guard let type = schema.type(named: word.text), !schema[type].isIntrospection else {
            report(
                word, "unknown type \(word.text)" + Spelling.hint(word.text, among: objects.map(\.name)))
            return nil
        }
        guard schema[type].kind == .object else {
            report(word, "\(word.text) is \(schema[type].kind.phrase): \(owner) is about object types")
            return nil
        }
        return type
    }

    private mutating func condition(_ text: Word, _ scope: String) -> PermissionRules.Condition? {
        do throws(ScopeError) {
            var parser = try ScopeParser(text)
            let predicate = try parser.parse()
            for (claim, isList) in parser.claims { check(claim, isList: isList) }
            let claims = rules.claims.claims
            var seen: Set<String> = []
            let sources = predicate.claims.compactMap { claims[$0]?.source }.filter {
                seen.insert($0.name).inserted
            }
            let rule = RowRule(
                name: scope, condition: predicate.sql(claims),
                claims: sources.map { RowRule.Claim(name: $0.name, type: $0.type) })
            return PermissionRules.Condition(predicate: predicate, rule: rule, word: text)
        } catch {
            report(error.place, "scope \(scope): \(error.message)")
            return nil
        }
    }

    private mutating func check(_ claim: Word, isList: Bool) {
        let known = file.claims.map(\.name.text)
        guard known.contains(claim.text) else {
            report(claim, "unknown claim :\(claim.text)" + Spelling.hint(claim.text, among: known))
            return
        }
        used.insert("claim " + claim.text)
        guard let rule = rules.claims.claims[claim.text], rule.isList != isList else { return }
        report(
            claim,
            rule.isList
                ? ":\(claim.text) is a list: compare with = ANY(:\(claim.text))"
                : ":\(claim.text) is one value: compare with = :\(claim.text)")
    }

    /// Scopes by name, of a type.
    mutating func rows(_ words: [Word], of type: TypeID) -> [PermissionRules.Rows] {
        words.compactMap { word in
            if word.text == "all" { return .all }
            if word.text == "none" { return nil }
            let known = file.scopes.map(\.name.text)
            guard let index = known.firstIndex(of: word.text) else {
                report(
                    word,
                    "unknown scope \(word.text)"
                        + Spelling.hint(word.text, among: known + ["all", "none"]))
                return nil
            }
            used.insert("scope " + word.text)
            // A condition that could not be read is reported where it stands.
            if !file.scopes[index].predicates.contains(where: { $0.type.text == schema[type].name }) {
                report(word, "the scope \(word.text) does not say which rows of \(schema[type].name) it has")
            }
            return .scope(index)
        }
    }

    // MARK: - What nothing refers to

    private mutating func reportUnused() {
        for scope in file.scopes where !used.contains("scope " + scope.name.text) {
            report(scope.name, "no entry uses the scope \(scope.name.text)")
        }
        for mask in file.masks where !used.contains("mask " + mask.name.text) {
            report(mask.name, "no entry uses the mask \(mask.name.text)")
        }
        for claim in file.claims where !used.contains("claim " + claim.name.text) {
            report(claim.name, "no scope reads the claim \(claim.name.text)")
        }
    }

    private mutating func reportMissing() {
        let places = file.types.reduce(into: [:]) { $0[$1.name.text] = $1.name.place }
        for type in schema.types where type.kind == .object && !type.isIntrospection {
            for index in type.fields where rules.fields[schema.fields[index].id] == nil {
                let field = schema.fields[index]
                guard !field.id.isIntrospection else { continue }
                report(places[type.name], "\(field.coordinate): no permission entry")
            }
        }
    }
}

extension TypeKind {
    /// The kind with its article, for messages.
    var phrase: String {
        switch self {
        case .scalar: "a scalar"
        case .object: "an object type"
        case .interface: "an interface"
        case .union: "a union"
        case .enumeration: "an enum"
        case .inputObject: "an input type"
        }
    }
}
