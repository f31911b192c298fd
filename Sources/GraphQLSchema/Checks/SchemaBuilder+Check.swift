import GraphQLLanguage

extension SchemaBuilder {
    /// Checks what was built by the rules of the type system.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3
    mutating func check() {
        checkRootTypes()
        checkDirectiveDefinitions()
        for index in schema.types.indices where !parts[index].isEmpty { checkType(index) }
        checkInputCycles()
        checkDefaultCycles()
        checkDirectiveCycles()
    }

    private mutating func checkType(_ index: Int) {
        let type = schema.types[index]
        checkName(type.name, at: parts[index][0].offset, of: type.name)
        checkNotEmpty(type)
        switch type.kind {
        case .object, .interface:
            for index in type.fields { checkField(index) }
            checkInterfaces(of: type)
        case .union: checkMembers(of: type)
        case .enumeration:
            for node in enumValueNodes(of: index) {
                checkName(name(node.name), at: node.start, of: "\(type.name).\(name(node.name))")
            }
        case .inputObject:
            for index in type.inputFields { checkInputField(index, of: type) }
            checkOneOfExtensions(of: type)
        case .scalar: break
        }
    }

    /// Names that start with `__` are kept for introspection.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.1.8
    mutating func checkName(_ name: String, at offset: Int32?, of coordinate: String) {
        if name.hasPrefix("__") {
            report(
                "\(coordinate) must not begin with \"__\": such names belong to introspection.", at: offset,
                of: coordinate)
        }
    }

    /// All kinds of types but scalars must have members.
    private mutating func checkNotEmpty(_ type: TypeDefinition) {
        let nodes = parts[type.id.index]
        let isEmpty = nodes.allSatisfy {
            $0.fields.isEmpty && $0.inputFields.isEmpty && $0.enumValues.isEmpty && $0.members.isEmpty
        }
        guard isEmpty, type.kind != .scalar else { return }
        let noun =
            switch type.kind {
            case .union: "members"
            case .enumeration: "values"
            default: "fields"
            }
        report("The type \(type.name) has no \(noun).", at: nodes.map(\.offset), of: type.name)
    }
}
