import GraphQLLanguage

extension SchemaBuilder {
    /// Gathers fields, input fields, enum values, interfaces and union members of all types.
    mutating func collectMembers() {
        for index in schema.types.indices {
            switch schema.types[index].kind {
            case .object, .interface:
                collectFields(of: index)
                schema.types[index].interfaces = collectNamedTypes(
                    parts[index].flatMap(\.interfaces), .interface, of: index, "implement")
            case .inputObject:
                let nodes = parts[index].flatMap(\.inputFields)
                let name = schema.types[index].name
                schema.types[index].inputFields = appendInputValues(nodes) { "\(name).\($0)" }
            case .enumeration: collectEnumValues(of: index)
            case .union:
                schema.types[index].members = collectNamedTypes(
                    parts[index].flatMap(\.members), .object, of: index, "include")
            case .scalar: break
            }
        }
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.6
    private mutating func collectFields(of index: Int) {
        let type = schema.types[index]
        let start = schema.fields.count
        for node in parts[index].flatMap(\.fields) {
            let text = name(node.name)
            let coordinate = "\(type.name).\(text)"
            checkName(text, at: node.offset, coordinate)
            let id = FieldID(rawValue: Int32(schema.fields.count))
            let symbol = self.symbol(node.name)
            let arguments = appendInputValues(node.arguments) { "\(coordinate)(\($0):)" }
            guard let fieldType = resolve(node.type, asInput: false, coordinate) else { continue }
            if schema.fieldTable.updateValue(id, forKey: Schema.fieldKey(type.id, symbol)) != nil {
                report("\(coordinate) is defined twice.", at: node.offset)
            }
            schema.fields.append(
                FieldDefinition(
                    id: id, name: text, symbol: symbol, parent: type.id, type: fieldType,
                    arguments: arguments,
                    description: source.description(node.description), deprecationReason: nil, directives: [],
                    coordinate: coordinate))
            fieldNodes.append(node)
        }
        schema.types[index].fields = start..<schema.fields.count
    }

    /// Appends arguments or input fields that belong together.
    mutating func appendInputValues(
        _ nodes: [SchemaDocument.InputValueDefinition], coordinate: (String) -> String
    ) -> Range<Int> {
        let start = schema.inputValues.count
        for node in nodes {
            let text = name(node.name)
            let coordinate = coordinate(text)
            checkName(text, at: node.offset, coordinate)
            let symbol = self.symbol(node.name)
            if schema.inputValue(symbol, among: start..<schema.inputValues.count) != nil {
                report("\(coordinate) is defined twice.", at: node.offset)
            }
            guard let type = resolve(node.type, asInput: true, coordinate) else { continue }
            schema.inputValues.append(
                InputValueDefinition(
                    name: text, symbol: symbol, type: type, defaultValue: nil,
                    description: source.description(node.description), deprecationReason: nil, directives: [],
                    coordinate: coordinate))
            inputNodes.append(node)
        }
        return start..<schema.inputValues.count
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.9
    private mutating func collectEnumValues(of index: Int) {
        for node in parts[index].flatMap(\.enumValues) {
            let text = name(node.name)
            let coordinate = "\(schema.types[index].name).\(text)"
            checkName(text, at: node.offset, coordinate)
            let symbol = self.symbol(node.name)
            if schema.types[index].enumValues.contains(where: { $0.symbol == symbol }) {
                report("\(coordinate) is defined twice.", at: node.offset)
            }
            schema.types[index].enumValues.append(
                EnumValueDefinition(
                    name: text, symbol: symbol, description: source.description(node.description),
                    deprecationReason: nil, directives: []))
        }
    }

    /// The interfaces of a type or members of a union.
    private mutating func collectNamedTypes(
        _ nodes: [SchemaDocument.NamedType], _ kind: TypeKind, of index: Int, _ verb: String
    ) -> [TypeID] {
        let type = schema.types[index].name
        var found: [TypeID] = []
        for node in nodes {
            let text = name(node.name)
            if let id = schema.type(named: name(node.name)) {
                if schema[id].kind != kind {
                    report("\(type) cannot \(verb) \(text): it is no \(kind) type.", at: node.offset)
                } else if id == schema.types[index].id {
                    report("\(type) cannot \(verb) itself.", at: node.offset)
                } else if found.contains(id) {
                    report("\(type) must \(verb) \(text) only once.", at: node.offset)
                } else {
                    found.append(id)
                }
            } else {
                report("\(type) cannot \(verb) the unknown type \(text).", at: node.offset)
            }
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
