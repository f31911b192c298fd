internal import GraphQLExecution
internal import GraphQLSchema
internal import Yams

/// The sections that the types refer to: roles, claims, scopes and masks.
extension PermissionFileReader {
    mutating func readRole(_ name: Word, _ node: Node) {
        var role = PermissionFile.Role(name: name)
        let known = [
            "inherits", "abstract", "keyScope", "besides", "introspection", "tenants", "writes", "limits",
        ]
        for (key, value) in settings(node, "the role \(name.text)", known) {
            switch key.text {
            case "inherits": role.inherits = words(value, "inherits")
            case "abstract": role.isAbstract = flag(value, "abstract")
            case "keyScope": role.isKeyScope = flag(value, "keyScope")
            case "besides": role.isHeldByPIN = choice(value, "besides", ["pin": true]) ?? false
            case "introspection": role.introspection = introspection(value)
            case "tenants":
                role.reachesAllTenants = choice(value, "tenants", ["own": false, "all": true]) ?? false
            case "writes":
                role.writesOnlyActingAs = choice(value, "writes", ["always": false, "actAs": true]) ?? false
            default: role.limits = limits(value, name.text)
            }
        }
        add(role)
    }

    private mutating func limits(_ node: Node, _ role: String) -> RoleLimits {
        var limits = RoleLimits()
        let known = ["cost", "depth", "page", "rate", "documents"]
        for (key, value) in settings(node, "limits of \(role)", known) {
            switch key.text {
            case "cost": limits.cost = number(value, "cost", 1...1_000_000)
            case "depth": limits.depth = number(value, "depth", 1...1_000)
            case "page": limits.page = number(value, "page", 1...PermissionRules.pageMax)
            case "rate":
                limits.rate = value.string.flatMap(Rate.init)
                if limits.rate == nil { report(place(value), "rate must be as 10/s, 600/min or 1000/h") }
            default:
                limits.onlyTrustedDocuments = choice(value, "documents", ["any": false, "trusted": true])
            }
        }
        return limits
    }

    mutating func readClaim(_ name: Word, _ node: Node) {
        var source: Word?
        var type: Word?
        var standsForAll = false
        for (key, value) in settings(node, "the claim \(name.text)", ["from", "type", "default"]) {
            switch key.text {
            case "from": source = word(value, "from")
            case "type": type = word(value, "type")
            default: standsForAll = choice(value, "default", ["none": false, "all": true]) ?? false
            }
        }
        guard let source, let type else {
            report(name.place, "the claim \(name.text) needs from and type")
            return
        }
        add(PermissionFile.Claim(name: name, source: source, type: type, standsForAll: standsForAll))
    }

    mutating func readScope(_ name: Word, _ node: Node) {
        var scope = PermissionFile.Scope(name: name)
        for (type, value) in pairs(node, "the scope \(name.text)") {
            guard let text = word(value, "the scope \(name.text) of \(type.text)") else { continue }
            let isQuoted = [.singleQuoted, .doubleQuoted].contains(value.scalar?.style ?? .plain)
            let place = PermissionPlace(
                line: text.place.line, column: text.place.column + (isQuoted ? 1 : 0))
            for type in parts(type, nil) {
                scope.predicates.append((type, Word(text: text.text, place: place)))
            }
        }
        add(scope)
    }

    mutating func readMask(_ name: Word, _ node: Node) {
        if let mask = mask(node, "the mask \(name.text)") {
            add(PermissionFile.NamedMask(name: name, mask: mask))
        }
    }

    private mutating func mask(_ node: Node, _ owner: String) -> Mask? {
        guard node.mapping != nil else {
            if let text = node.string, let mask = Mask.byName[text] { return mask }
            report(
                place(node),
                "\(owner) must be last4, initial+domain, year, { bucket: … } or { constant: … }"
                    + Spelling.hint(node.string ?? "", among: Mask.words))
            return nil
        }
        let entries = settings(node, owner, ["bucket", "constant"])
        guard entries.count == 1, let (key, value) = entries.first else {
            if !entries.isEmpty { report(place(node), "\(owner) must be one of bucket and constant") }
            return nil
        }
        if key.text == "bucket" { return number(value, "bucket", 1...1_000_000_000).map(Mask.bucket) }
        return literal(value, "constant").map(Mask.constant)
    }
}
