internal import GraphQLExecution
internal import GraphQLSchema

extension SchemaCheck {
    /// Lists without a source of many rows and the other way round; arguments that no source reads.
    func fieldGaps() -> [String] {
        types.flatMap { type -> [String] in
            guard let found = schema.type(named: type.resolver.typeName) else { return [] }
            return type.resolver.fields.flatMap { field -> [String] in
                guard let id = schema.field(named: field.name, of: found) else { return [] }
                return shapeGaps(field, schema[id]) + sizeGaps(field, schema[id])
                    + unreadArguments(field, schema[id])
            }
        }
    }

    private func shapeGaps(_ field: Field, _ definition: FieldDefinition) -> [String] {
        guard schema[definition.type.named].kind.isComposite else { return [] }
        let name = "\(definition.coordinate): \(schema.description(of: definition.type))"
        switch field.source {
        case .many, .outcomeList, .pageItems:
            return definition.type.isList ? [] : ["\(name) needs a one loader"]
        case .one, .embedded, .page, .node, .mutation, .event, .pageNode, .pageInfo:
            return definition.type.isList ? ["\(name) needs a many loader"] : []
        case .column, .value, .cursor, .pageInfoField:
            return ["\(name) needs a loader or embedded columns"]
        }
    }

    /// Lists whose size nothing tells, so that nobody could say what a request for them costs. The entries of
    /// a page are as many as were asked for.
    private func sizeGaps(_ field: Field, _ definition: FieldDefinition) -> [String] {
        guard definition.type.isList else { return [] }
        if case .pageItems = field.source { return [] }
        guard definition.assumedListSize == nil else { return [] }
        return ["\(definition.coordinate): a list without @listSize(assumed:)"]
    }

    private func unreadArguments(_ field: Field, _ definition: FieldDefinition) -> [String] {
        guard let read = field.argumentsRead else { return [] }
        return schema.inputValues[definition.arguments].map(\.name).filter { !read.contains($0) }
            .map { "\(definition.coordinate): argument '\($0)' not read" }
    }
}

extension Field {
    /// The arguments that the field's source takes; nil where a function gets all of them.
    fileprivate var argumentsRead: Set<String>? {
        var read = Set(binds.values)
        switch source {
        case .value, .mutation: return nil
        case .event(let subjects):
            // Who runs the subscription reads from where it goes on.
            read.insert("after")
            read.formUnion(subjects.flatMap(\.key).compactMap(\.argumentName))
        case .one(let loader, let key, _), .many(let loader, let key), .page(let loader, let key, _):
            read.formUnion(key.compactMap(\.argumentName))
            read.formUnion(loader.parameters.compactMap(\.argumentName))
        case .node(let argument, _, _): read.insert(argument)
        default: break
        }
        read.formUnion(requires?.key.compactMap(\.argumentName) ?? [])
        return read
    }
}

extension KeyPart {
    fileprivate var argumentName: String? {
        if case .argument(let name, _) = self { name } else { nil }
    }
}

extension LoadParameter {
    fileprivate var argumentName: String? {
        if case .argument(let name) = self { name } else { nil }
    }
}
