import GraphQLLanguage
import GraphQLSchema

extension ValidationContext {
    /// Walks every operation and fragment once, each node with its type.
    mutating func walkDefinitions() {
        for operation in document.operations {
            walk(operation)
            operationUses.append(uses)
            uses = DefinitionUses()
        }
        for fragment in document.fragments {
            walk(fragment)
            fragmentUses.append(uses)
            uses = DefinitionUses()
        }
    }

    private mutating func walk(_ operation: Document.OperationDefinition) {
        let rootType = KnownOperationTypes.check(operation, &self)
        UniqueVariableNames.check(operation, &self)
        for index in operation.variableDefinitions { walk(document.variableDefinitions[index]) }
        walkDirectives(operation.directives, at: DirectiveLocations(operation.kind), offset: operation.offset)
        walkSelections(operation.selectionSet, parent: rootType)
    }

    private mutating func walk(_ variable: Document.VariableDefinition) {
        let type = KnownTypeNames.check(variable.type.name, at: variable.type.nameOffset, &self)
        let fieldType = type.map { FieldType(named: $0, wrapping: variable.type.wrapping) }
        if let type { VariablesAreInputTypes.check(variable, type, &self) }
        if let value = variable.defaultValue {
            let isInput = type.map { kind($0).isInput } ?? false
            walkValue(document.values[Int(value)], type: isInput ? fieldType : nil)
        }
        walkDirectives(variable.directives, at: .variableDefinition, offset: variable.offset)
    }

    private mutating func walk(_ fragment: Document.FragmentDefinition) {
        let type = walkTypeCondition(fragment.typeCondition, at: fragment.typeConditionOffset, fragment.name)
        walkDirectives(fragment.directives, at: .fragmentDefinition, offset: fragment.offset)
        walkSelections(fragment.selectionSet, parent: type)
    }

    /// The composite type of a type condition; nil after a report.
    mutating func walkTypeCondition(_ name: NameID, at offset: Int32, _ fragment: NameID?) -> TypeID? {
        guard let type = KnownTypeNames.check(name, at: offset, &self),
            FragmentsOnCompositeTypes.check(type, at: offset, fragment, &self)
        else { return nil }
        return type
    }

    /// Walks the directives of one place.
    mutating func walkDirectives(_ directives: IndexRange, at location: DirectiveLocations, offset: Int32) {
        if directives.isEmpty { return }
        UniqueDirectivesPerLocation.check(directives, &self)
        for index in directives {
            let directive = document.directives[index]
            let definition = KnownDirectives.check(directive, at: location, &self)
            let owner = definition.map { ArgumentOwner.directive($0) }
            walkArguments(
                directive.arguments, of: owner, definition?.arguments ?? 0..<0, at: directive.offset)
        }
    }
}

extension DirectiveLocations {
    /// Where the directives of an operation stand.
    init(_ kind: Document.OperationKind) {
        switch kind {
        case .query: self = .query
        case .mutation: self = .mutation
        case .subscription: self = .subscription
        }
    }
}
