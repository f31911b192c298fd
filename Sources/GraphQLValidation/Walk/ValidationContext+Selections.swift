import GraphQLLanguage
import GraphQLSchema

/// What arguments belong to.
enum ArgumentOwner {
    case field(FieldID)
    case directive(DirectiveDefinition)

    /// The schema coordinate of the owner.
    func coordinate(in schema: Schema) -> String {
        switch self {
        case .field(let field): schema.fields[field.index].coordinate
        case .directive(let directive): "@\(directive.name)"
        }
    }
}

extension ValidationContext {
    /// Walks a selection set on a type; nil stands for a type that could not be found out.
    mutating func walkSelections(_ selectionSet: IndexRange, parent: TypeID?) {
        for index in selectionSet {
            if isFull { return }
            let selection = document.selections[index]
            switch selection.kind {
            case .field: walkField(selection.index, parent: parent)
            case .fragmentSpread: walkSpread(selection.index, parent: parent)
            case .inlineFragment: walk(document.inlineFragments[selection.index], parent: parent)
            }
        }
    }

    private mutating func walkField(_ index: Int, parent: TypeID?) {
        let node = document.fields[index]
        let field = parent.flatMap { FieldsOnCorrectType.check(node, of: $0, &self) }
        fieldIDs[index] = field
        let arguments = field.map { schema.fields[$0.index].arguments } ?? 0..<0
        if !node.arguments.isEmpty || !arguments.isEmpty {
            walkArguments(node.arguments, of: field.map { .field($0) }, arguments, at: node.offset)
        }
        walkDirectives(node.directives, at: .field, offset: node.offset)
        guard let field else { return walkSelections(node.selectionSet, parent: nil) }
        let type = schema.fields[field.index].type.named
        ScalarLeafs.check(node, field, &self)
        if !node.directives.isEmpty { StreamDirectiveOnListField.check(node, field, &self) }
        if hasOptionalRules {
            NoDeprecated.check(node, field, &self)
            NoSchemaIntrospection.check(node, field, &self)
        }
        walkSelections(node.selectionSet, parent: kind(type).isComposite ? type : nil)
    }

    private mutating func walkSpread(_ index: Int, parent: TypeID?) {
        let spread = document.fragmentSpreads[index]
        walkDirectives(spread.directives, at: .fragmentSpread, offset: spread.offset)
        guard let fragment = KnownFragmentNames.check(spread, &self) else { return }
        uses.spreads.append(Int32(truncatingIfNeeded: index))
        let type = compositeType(document.fragments[fragment].typeCondition)
        PossibleFragmentSpreads.check(type, in: parent, at: spread.offset, spread.name, &self)
    }

    private mutating func walk(_ fragment: Document.InlineFragment, parent: TypeID?) {
        walkDirectives(fragment.directives, at: .inlineFragment, offset: fragment.offset)
        guard let condition = fragment.typeCondition else {
            return walkSelections(fragment.selectionSet, parent: parent)
        }
        let type = walkTypeCondition(condition, at: fragment.typeConditionOffset, nil)
        PossibleFragmentSpreads.check(type, in: parent, at: fragment.offset, nil, &self)
        walkSelections(fragment.selectionSet, parent: type)
    }

    /// Walks the arguments of a field or directive; a nil owner is one that could not be found out.
    mutating func walkArguments(
        _ arguments: IndexRange, of owner: ArgumentOwner?, _ definitions: Range<Int>, at offset: Int32
    ) {
        UniqueArgumentNames.check(arguments, &self)
        for index in arguments {
            let argument = document.arguments[index]
            let value = document.values[Int(argument.value)]
            if let owner, let input = KnownArgumentNames.check(argument, of: owner, definitions, &self) {
                if hasOptionalRules { NoDeprecated.check(inputValue: input, at: argument.offset, &self) }
                walkValue(
                    value, type: schema.inputValues[input].type,
                    hasDefault: schema.inputValues[input].defaultValue != nil)
            } else {
                walkValue(value, type: nil)
            }
        }
        if let owner {
            ProvidedRequiredArguments.check(arguments, of: owner, definitions, at: offset, &self)
        }
    }
}
