internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Gives a load's statement its values: who asks, the keys of the level, and the loader's own parameters.
struct ParameterBinder {
    /// The caller, in the tenant that the session has entered.
    let caller: TenantCaller

    /// The statement ready to run.
    ///
    /// - Throws: BAD_USER_INPUT when an argument can not be used.
    func bind(_ call: LoadCall) throws(LoadError) -> BoundStatement {
        guard let context = call.statement.context as? LoadContext else {
            throw LoadError(message: "The loader \(call.loader.name) is not one of ours.", code: "INTERNAL")
        }
        var cursor: [[UInt8]]?
        var values: [ParameterValue] = []
        values.reserveCapacity(context.parameters.count)
        for parameter in context.parameters {
            switch parameter {
            case .organization: values.append(caller.organization.map { .uuid($0) } ?? .null)
            case .branches: values.append(caller.branchArray)
            case .role: values.append(.text(caller.role))
            case .user: values.append(caller.user.map { .uuid($0) } ?? .null)
            case .member: values.append(caller.member.map { .uuid($0) } ?? .null)
            case .claim(let name, let type): values.append(try claim(name, type))
            case .key(let part, let type): values.append(keyArray(call.keys, part, type))
            case .binding(let name, let type): values.append(try value(name, type, call))
            case .argument(let name, let type): values.append(try value(name, type, call))
            case .languages: values.append(try languages(call))
            case .limit: values.append(.int64(try limit(call)))
            case .after(let place, _):
                let known: [[UInt8]]
                if let cursor { known = cursor } else { known = try start(call, context) }
                cursor = known
                values.append(.bytes(known[place]))
            }
        }
        return BoundStatement(context.statement, values)
    }

    private func claim(_ name: String, _ type: ClaimType) throws(LoadError) -> ParameterValue {
        guard let value = type.parameter(caller.claim(name)) else {
            throw LoadError(message: "The claim \(name) is of another type than declared.", code: "INTERNAL")
        }
        return value
    }

    /// The cells of a key part as an array: a copy, no conversion.
    private func keyArray(_ keys: LoadKeys, _ part: Int, _ type: ColumnType) -> ParameterValue {
        var array = PostgresArrayBuilder(type.postgresType, capacity: keys.count)
        for cell in keys.columns[part].cells { array.append(cell.pointer, length: cell.count) }
        return array.finish()
    }

    private func value(_ name: String, _ type: ColumnType, _ call: LoadCall) throws(LoadError)
        -> ParameterValue
    {
        switch (parameter(name, call), type) {
        case (.null, _): return .null
        case (.string(let text), .text): return .text(text)
        case (.enumeration(let text), .text): return .text(text)
        case (.int(let number), .bigint): return .int64(number)
        case (.boolean(let flag), .boolean): return .bool(flag)
        case (.string(let text), .timestamptz):
            guard let instant = Instant(rfc3339: text) else {
                throw LoadError.badInput("`\(name)` must be a DateTime such as 2026-03-01T12:30:00Z.")
            }
            return .timestamp(instant.microseconds)
        default: throw LoadError.badInput("`\(name)` has an unexpected type.")
        }
    }

    /// The bound locale as the tags to look texts up by.
    private func languages(_ call: LoadCall) throws(LoadError) -> ParameterValue {
        switch parameter("locale", call) {
        case .null: return .null
        case .string(let text):
            guard let tag = LanguageTag(text) else { fallthrough }
            let lookup = tag.lookup
            var array = PostgresArrayBuilder(.text, capacity: lookup.count)
            for text in lookup { array.append(text) }
            return array.finish()
        default: throw LoadError.badInput("`locale` must be a language tag such as en or es-PE.")
        }
    }

    /// The rows to ask for. The engine has had the arguments checked, so only a bug is refused here.
    private func limit(_ call: LoadCall) throws(LoadError) -> Int64 {
        guard let limit = PageArguments.limit(parameter("first", call)) else {
            throw LoadError.badInput("Argument `first` is out of range.")
        }
        return limit
    }

    /// Where the page starts.
    private func start(_ call: LoadCall, _ context: LoadContext) throws(LoadError) -> [[UInt8]] {
        guard let order = context.order, let start = PageArguments.start(parameter("after", call), order)
        else { throw LoadError.badInput("Argument `after` is not a cursor of this list.") }
        return start
    }

    private func parameter(_ name: String, _ call: LoadCall) -> InputValue {
        for (index, parameter) in call.loader.parameters.enumerated() where index < call.parameters.count {
            switch parameter {
            case .argument(name), .binding(name): return call.parameters[index]
            default: continue
            }
        }
        return .null
    }
}
