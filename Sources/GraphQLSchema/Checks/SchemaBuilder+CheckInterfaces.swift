import GraphQLLanguage

extension SchemaBuilder {
    /// Checks that a type has what its interfaces promise.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.6.1 (IsValidImplementation)
    mutating func checkInterfaces(of type: TypeDefinition) {
        let nodes = parts[type.id.index].flatMap(\.interfaces)
        var seen: Set<NameID> = []
        for node in nodes where seen.insert(node.name).inserted {
            guard let id = schema.type(named: name(node.name)) else { continue }
            let all = nodes.filter { $0.name == node.name }.map(\.offset)
            if schema[id].kind != .interface {
                report(
                    "\(type.name) cannot implement \(schema[id].name): "
                        + "it is \(schema[id].kind.indefinite), no interface.", at: all, of: type.name)
            } else if id == type.id {
                report("\(type.name) cannot implement itself.", at: all, of: type.name)
            } else {
                if all.count > 1 {
                    report(
                        "\(type.name) must implement \(schema[id].name) only once.", at: all, of: type.name)
                }
                checkInheritedInterfaces(of: type, schema[id], at: all)
                for index in schema[id].fields { checkPromise(schema.fields[index], keptBy: type) }
            }
        }
    }

    /// A type must itself declare the interfaces of its interfaces.
    private mutating func checkInheritedInterfaces(
        of type: TypeDefinition, _ interface: TypeDefinition, at offsets: [Int32]
    ) {
        for inherited in interface.interfaces where !type.interfaces.contains(inherited) {
            let name = schema[inherited].name
            let nodes = parts[interface.id.index].flatMap(\.interfaces).filter { self.name($0.name) == name }
            report(
                inherited == type.id
                    ? "\(type.name) cannot implement \(interface.name): it would implement itself."
                    : "\(type.name) must implement \(name) because \(interface.name) does.",
                at: nodes.map(\.offset) + offsets, of: type.name)
        }
    }

    private mutating func checkPromise(_ promised: FieldDefinition, keptBy type: TypeDefinition) {
        guard let promise = fieldNodes[promised.id.index] else { return }
        guard let id = schema.field(promised.symbol, of: type.id), let node = fieldNodes[id.index] else {
            if incompleteTypes.contains(type.id) { return }
            return report(
                "\(type.name) lacks the field of \(promised.coordinate).",
                at: [promise.start] + parts[type.id.index].map(\.offset), of: type.name)
        }
        let field = schema[id]
        if !schema.isValidImplementation(field.type, of: promised.type) {
            report(
                "\(field.coordinate) of type \(schema.description(of: field.type)) does not fit "
                    + "\(promised.coordinate) of type \(schema.description(of: promised.type)).",
                at: promise.type.offset, node.type.offset, of: field.coordinate)
        }
        checkPromisedArguments(promised, promise, of: field, node)
        checkAddedArguments(of: field, promised, promise)
        if field.deprecationReason != nil, promised.deprecationReason == nil {
            report(
                "\(field.coordinate) must not be deprecated: \(promised.coordinate) is not.",
                at: deprecation(node.directives), node.type.offset, of: field.coordinate)
        }
    }

    private mutating func checkPromisedArguments(
        _ promised: FieldDefinition, _ promise: SchemaDocument.FieldDefinition, of field: FieldDefinition,
        _ node: SchemaDocument.FieldDefinition
    ) {
        for argument in promised.arguments {
            let expected = schema.inputValues[argument]
            guard let index = schema.inputValue(expected.symbol, among: field.arguments) else {
                if incompleteTypes.contains(field.parent) { continue }
                report(
                    "\(field.coordinate) lacks the argument of \(expected.coordinate).",
                    at: inputNodes[argument]?.start, node.start, of: field.coordinate)
                continue
            }
            let found = schema.inputValues[index]
            if found.type != expected.type {
                report(
                    "\(found.coordinate) must have the type \(schema.description(of: expected.type)) of "
                        + "\(expected.coordinate).",
                    at: inputNodes[argument]?.type.offset, inputNodes[index]?.type.offset,
                    of: found.coordinate)
            }
        }
    }

    private mutating func checkAddedArguments(
        of field: FieldDefinition, _ promised: FieldDefinition, _ promise: SchemaDocument.FieldDefinition
    ) {
        if incompleteTypes.contains(promised.parent) { return }
        for index in field.arguments {
            let added = schema.inputValues[index]
            if schema.inputValue(added.symbol, among: promised.arguments) == nil, added.type.isNonNull,
                added.defaultText == nil
            {
                report(
                    "\(added.coordinate) must not be required: \(promised.coordinate) lacks it.",
                    at: inputNodes[index]?.start, promise.start, of: added.coordinate)
            }
        }
    }
}

extension Schema {
    /// IsValidImplementationFieldType(fieldType, implementedFieldType)
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.6.1
    func isValidImplementation(_ type: FieldType, of promised: FieldType) -> Bool {
        if type.isNonNull { return isValidImplementation(type.nullable, of: promised.nullable) }
        if promised.isNonNull || type.isList != promised.isList { return false }
        if type.isList { return isValidImplementation(type.item, of: promised.item) }
        return isSubtype(type.named, of: promised.named)
    }

    /// IsSubType(possibleSubType, superType)
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.6.1
    func isSubtype(_ type: TypeID, of other: TypeID) -> Bool {
        type == other || self[other].members.contains(type) || self[type].interfaces.contains(other)
    }
}
