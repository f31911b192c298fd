import GraphQLLanguage

extension SchemaBuilder {
    /// Checks that types have what their interfaces promise.
    ///
    /// IsValidImplementation(type, implementedType)
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.6.1
    mutating func checkInterfaces() {
        for type in schema.types {
            for interface in type.interfaces {
                checkInheritedInterfaces(of: type, schema[interface])
                for index in schema[interface].fields { checkField(schema.fields[index], of: type) }
            }
        }
    }

    /// A type must itself declare the interfaces of its interfaces.
    private mutating func checkInheritedInterfaces(of type: TypeDefinition, _ interface: TypeDefinition) {
        for inherited in interface.interfaces where !type.interfaces.contains(inherited) {
            let name = schema[inherited].name
            report(
                inherited == type.id
                    ? "\(type.name) cannot implement \(interface.name): it would implement itself."
                    : "\(type.name) must implement \(name) because \(interface.name) does.",
                at: parts[type.id.index][0].nameOffset)
        }
    }

    private mutating func checkField(_ promised: FieldDefinition, of type: TypeDefinition) {
        guard let id = schema.field(promised.symbol, of: type.id), let node = fieldNodes[id.index] else {
            return report(
                "\(type.name) lacks the field of \(promised.coordinate).",
                at: parts[type.id.index][0].nameOffset)
        }
        let field = schema[id]
        if !isSubtype(field.type, of: promised.type) {
            report(
                "\(field.coordinate) of type \(schema.description(of: field.type)) does not fit "
                    + "\(promised.coordinate) of type \(schema.description(of: promised.type)).",
                at: node.type.offset)
        }
        checkArguments(of: field, against: promised, at: node.offset)
    }

    private mutating func checkArguments(
        of field: FieldDefinition, against promised: FieldDefinition, at offset: Int32
    ) {
        for argument in schema.inputValues[promised.arguments] {
            guard let index = schema.inputValue(argument.symbol, among: field.arguments) else {
                report("\(field.coordinate) lacks the argument of \(argument.coordinate).", at: offset)
                continue
            }
            if schema.inputValues[index].type != argument.type {
                report(
                    "\(schema.inputValues[index].coordinate) must have the type "
                        + "\(schema.description(of: argument.type)) of \(argument.coordinate).",
                    at: self.offset(ofInputValue: index))
            }
        }
        for index in field.arguments
        where schema.inputValue(schema.inputValues[index].symbol, among: promised.arguments) == nil {
            if schema.inputValues[index].type.isNonNull, inputNodes[index]?.defaultValue == nil {
                report(
                    "\(schema.inputValues[index].coordinate) must not be required: "
                        + "\(promised.coordinate) lacks it.",
                    at: self.offset(ofInputValue: index))
            }
        }
    }

    /// IsValidImplementationFieldType(fieldType, implementedFieldType)
    private func isSubtype(_ type: FieldType, of promised: FieldType) -> Bool {
        if type.isNonNull { return isSubtype(type.nullable, of: promised.nullable) }
        if promised.isNonNull || type.isList != promised.isList { return false }
        if type.isList { return isSubtype(type.item, of: promised.item) }
        return type.named == promised.named
            || schema[type.named].interfaces.contains(promised.named)
            || schema[promised.named].members.contains(type.named)
    }
}
