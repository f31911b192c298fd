public import GraphQLExecution
internal import Postgres

extension TenantSessions {
    /// The tenant, the branches within reach, the role, and what else of the caller the statements read.
    ///
    /// A load without a statement of its own may read anything of its caller: then callers are of one scope
    /// only where they are the same person.
    public func scope(of caller: TenantCaller, reading statements: [LoadStatement]) -> String {
        var parts = [
            caller.organization?.description ?? "",
            caller.branches.map { $0.map(\.description).sorted().joined(separator: ",") } ?? "*", caller.role,
        ]
        var names: Set<String> = []
        for statement in statements {
            guard let context = statement.context as? LoadContext else {
                names.formUnion(["user", "member", "apiKey", "loginSession"] + caller.claims.keys)
                continue
            }
            for parameter in context.parameters {
                switch parameter {
                case .user: names.insert("user")
                case .member: names.insert("member")
                case .claim(let name, _): names.insert(name)
                default: continue
                }
            }
        }
        for name in names.sorted() { parts.append("\(name)=\(caller.fact(name))") }
        return parts.joined(separator: " ")
    }
}

extension TenantCaller {
    /// A value of the caller as text, for comparing.
    fileprivate func fact(_ name: String) -> String {
        switch name {
        case "apiKey": apiKey?.description ?? ""
        case "loginSession": loginSession?.description ?? ""
        default: claim(name).map { "\($0)" } ?? ""
        }
    }
}
