import GraphQLLanguage

extension SchemaBuilder {
    /// Gathers fields, input fields, enum values, interfaces and union members of all types.
    mutating func collectMembers() {
        for index in schema.types.indices where !parts[index].isEmpty {
            let (id, name) = (schema.types[index].id, schema.types[index].name)
            switch schema.types[index].kind {
            case .object, .interface:
                schema.types[index].fields = appendFields(of: id, name)
                schema.types[index].interfaces = namedTypes(
                    parts[index].flatMap(\.interfaces), .interface, id)
            case .inputObject:
                let nodes = parts[index].flatMap(\.inputFields)
                schema.types[index].inputFields = appendInputValues(nodes, of: id) { "\(name).\($0)" }
            case .enumeration: collectEnumValues(of: index)
            case .union:
                schema.types[index].members = namedTypes(parts[index].flatMap(\.members), .object, id)
            case .scalar: break
            }
        }
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.6
    private mutating func appendFields(of type: TypeID, _ typeName: String) -> Range<Int> {
        let start = schema.fields.count
        for node in parts[type.index].flatMap(\.fields) {
            let text = name(node.name)
            let coordinate = "\(typeName).\(text)"
            let symbol = self.symbol(node.name)
            let key = Schema.fieldKey(type, symbol)
            guard schema.fieldTable[key] == nil else { continue }
            guard let fieldType = resolve(node.type) else {
                incompleteTypes.insert(type)
                continue
            }
            let arguments = appendInputValues(node.arguments, of: type) { "\(coordinate)(\($0):)" }
            let id = FieldID(rawValue: Int32(truncatingIfNeeded: schema.fields.count))
            schema.fieldTable[key] = id
            schema.fields.append(
                FieldDefinition(
                    id: id, name: text, symbol: symbol, parent: type, type: fieldType, arguments: arguments,
                    description: source.description(node.description), deprecationReason: nil, directives: [],
                    coordinate: coordinate))
            fieldNodes.append(node)
        }
        return start..<schema.fields.count
    }

    /// Appends arguments or input fields that belong together.
    mutating func appendInputValues(
        _ nodes: [SchemaDocument.InputValueDefinition], of type: TypeID?, coordinate: (String) -> String
    ) -> Range<Int> {
        let start = schema.inputValues.count
        var seen: Set<NameID> = []
        for node in nodes where seen.insert(node.name).inserted {
            guard let fieldType = resolve(node.type) else {
                if let type { incompleteTypes.insert(type) }
                continue
            }
            let literal = node.defaultValue.map { source.document.values[Int($0)] }
            schema.inputValues.append(
                InputValueDefinition(
                    name: name(node.name), symbol: symbol(node.name), type: fieldType, defaultValue: nil,
                    defaultText: literal.map { Printer.text(of: $0, in: source.document) },
                    defaultKey: literal.map(source.document.sortedText),
                    description: source.description(node.description), deprecationReason: nil, directives: [],
                    coordinate: coordinate(name(node.name))))
            inputNodes.append(node)
        }
        return start..<schema.inputValues.count
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.9
    private mutating func collectEnumValues(of index: Int) {
        for node in enumValueNodes(of: index) {
            schema.types[index].enumValues.append(
                EnumValueDefinition(
                    name: name(node.name), symbol: symbol(node.name),
                    description: source.description(node.description), deprecationReason: nil, directives: [])
            )
        }
    }

    /// The values of an enum, each name once.
    func enumValueNodes(of index: Int) -> [SchemaDocument.EnumValueDefinition] {
        var seen: Set<NameID> = []
        return parts[index].flatMap(\.enumValues).filter { seen.insert($0.name).inserted }
    }

    /// The types of a kind among the interfaces of a type or the members of a union, each once.
    private mutating func namedTypes(
        _ nodes: [SchemaDocument.NamedType], _ kind: TypeKind, _ type: TypeID
    ) -> [TypeID] {
        var found: [TypeID] = []
        var seen: Set<NameID> = []
        for node in nodes where seen.insert(node.name).inserted {
            guard let id = schema.type(named: name(node.name)) else {
                incompleteTypes.insert(type)
                continue
            }
            if schema[id].kind == kind, id != type { found.append(id) }
        }
        return found
    }

    /// Gathers the object types that values of each composite type may have.
    mutating func collectPossibleTypes() {
        for type in schema.types {
            switch type.kind {
            case .object:
                schema.types[type.id.index].possibleTypes.insert(type.id)
                for interface in type.interfaces {
                    schema.types[interface.index].possibleTypes.insert(type.id)
                }
            case .union:
                for member in type.members { schema.types[type.id.index].possibleTypes.insert(member) }
            default: break
            }
        }
    }
}
