extension Printer {
    /// The type system definitions, by kind.
    static func typeSystemDefinitions(of source: SchemaDocument) -> [Definition] {
        source.schemas.map { node in Definition(offset: node.offset) { $0.write(node) } }
            + source.types.map { node in Definition(offset: node.offset) { $0.write(node) } }
            + source.directives.map { node in Definition(offset: node.start) { $0.write(node) } }
            + source.directiveExtensions.map { node in Definition(offset: node.offset) { $0.write(node) } }
    }

    private mutating func write(_ schema: SchemaDocument.SchemaDefinition) {
        writeDescription(schema.description)
        write(schema.isExtension ? "extend schema" : "schema")
        writeDirectives(schema.directives)
        writeMembers(schema.rootTypes) { printer, root in
            printer.write("\(root.kind.keyword): ")
            printer.write(root.type.name)
        }
    }

    private mutating func write(_ type: SchemaDocument.TypeDefinition) {
        writeDescription(type.description)
        write(type.isExtension ? "extend \(type.kind.keyword) " : "\(type.kind.keyword) ")
        write(type.name)
        if !type.interfaces.isEmpty {
            write(" implements ")
            writeList(type.interfaces, separator: " & ") { $0.write($1.name) }
        }
        writeDirectives(type.directives)
        if !type.members.isEmpty {
            write(" = ")
            writeList(type.members, separator: " | ") { $0.write($1.name) }
        }
        writeMembers(type.fields) { $0.write($1) }
        writeMembers(type.inputFields) { $0.write($1) }
        writeMembers(type.enumValues) { printer, value in
            printer.writeDescription(value.description)
            printer.write(value.name)
            printer.writeDirectives(value.directives)
        }
    }

    /// Appends what a definition has between braces.
    private mutating func writeMembers<Member>(
        _ members: [Member], _ writeMember: (inout Printer, Member) -> Void
    ) {
        guard !members.isEmpty else { return }
        write(" ")
        writeBlock("{", members, "}", writeMember)
    }

    private mutating func write(_ field: SchemaDocument.FieldDefinition) {
        writeDescription(field.description)
        write(field.name)
        writeArguments(field.arguments)
        write(": ")
        write(field.type)
        writeDirectives(field.directives)
    }

    private mutating func write(_ input: SchemaDocument.InputValueDefinition) {
        writeDescription(input.description)
        write(input.name)
        write(": ")
        write(input.type)
        writeDefault(input.defaultValue)
        writeDirectives(input.directives)
    }

    /// Arguments stand on lines of their own if one of them has a description.
    private mutating func writeArguments(_ arguments: [SchemaDocument.InputValueDefinition]) {
        guard !arguments.isEmpty else { return }
        if arguments.contains(where: { $0.description != nil }) {
            writeBlock("(", arguments, ")") { $0.write($1) }
        } else {
            write("(")
            writeList(arguments, separator: ", ") { $0.write($1) }
            write(")")
        }
    }

    private mutating func write(_ directive: SchemaDocument.DirectiveDefinition) {
        writeDescription(directive.description)
        write("directive @")
        write(directive.name)
        writeArguments(directive.arguments)
        writeDirectives(directive.directives)
        if directive.isRepeatable { write(" repeatable") }
        write(" on ")
        writeList(directive.locations, separator: " | ") { $0.write($1.name) }
    }

    private mutating func write(_ directive: SchemaDocument.DirectiveExtension) {
        write("extend directive @")
        write(directive.name)
        writeDirectives(directive.directives)
    }
}

extension SchemaDocument.Kind {
    /// The keyword that starts a definition of the kind.
    public var keyword: String {
        switch self {
        case .scalar: "scalar"
        case .object: "type"
        case .interface: "interface"
        case .union: "union"
        case .enumeration: "enum"
        case .inputObject: "input"
        }
    }
}
