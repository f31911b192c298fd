import GraphQLLanguage
import GraphQLSchema

/// A field before its column is registered with the rows that it is read from.
struct FieldDraft {
    var field: PlanField
    /// The column, by index in the type's column list, whose position `field.first` will be.
    var column: Int?
    let coordinate: String
}

extension PlanCompiler {
    /// Compiles all nodes of one response name.
    mutating func field(
        _ group: FieldGroup, of type: TypeID, _ context: Context
    ) throws(PlanTooLarge) -> FieldDraft {
        let node = document.fields[group.nodes[0]]
        guard let id = schema.field(collector.symbols[node.name.index], of: type) else {
            preconditionFailure("validation lets only known fields through")
        }
        let definition = schema[id]
        var draft = FieldDraft(
            field: PlanField(
                opcode: .constant, isNonNull: definition.type.isNonNull, key: TextSlice(), offset: node.offset
            ),
            column: nil, coordinate: definition.coordinate)
        switch id {
        case .typename:
            constant([0x22] + Array(schema[type].name.utf8) + [0x22], &draft)
            return draft
        case .schema, .type:
            try introspection(definition, group, &draft)
            return draft
        default: break
        }
        guard access.view.isVisible(id) else {
            // Validation looked at an interface's field; no decision is "hidden" as well as "simply shown".
            forbid(&draft)
            return draft
        }
        guard let source = resolvers.source(of: id) else {
            preconditionFailure("the start-up check finds a source for every field")
        }
        draft.field.arguments = arguments(of: definition, node)
        noteDeprecations(of: definition, node)
        if definition.type.isList {
            draft.field.isItemNonNull = definition.type.item.isNonNull
            draft.field.third = Int32(truncatingIfNeeded: plan.wrappings.count)
            plan.wrappings.append(definition.type.wrapping)
        }
        let selections = group.nodes.map { document.fields[$0].selectionSet }
        var context = context
        if let condition = undecidedStream(node) {
            isUndecided = true
            draft.field.opcode = .undecided
            draft.field.second = 0
            draft.field.offset = condition.offset
            return FieldDraft(field: draft.field, coordinate: condition.message)
        }
        context.delivery.stream = stream(node, definition)
        if let decision = access.decision(on: id) {
            try guarded(source, definition, decision, selections, context, &draft)
        } else {
            try shown(source, definition, selections, context, &draft)
        }
        return draft
    }

    /// Makes the field constant bytes.
    mutating func constant(_ bytes: [UInt8], _ draft: inout FieldDraft) {
        let slice = append(bytes)
        draft.field.first = Int32(truncatingIfNeeded: slice.start)
        draft.field.second = Int32(truncatingIfNeeded: slice.count)
    }

    /// Compiles a field whose value is shown.
    mutating func shown(
        _ source: Field, _ definition: FieldDefinition, _ selections: [IndexRange], _ context: Context,
        _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        try compile(source, definition, selections, context, &draft)
        streamLeaves(context, &draft)
    }

    private mutating func compile(
        _ field: Field, _ definition: FieldDefinition, _ selections: [IndexRange], _ context: Context,
        _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        let type = definition.type.named
        guard areRowsKnown(field.source, type, context) else { return forbid(&draft) }
        let context = counting(field.source, definition, context)
        switch field.source {
        case .column(let column, let form): self.column(column, form, type, &draft)
        case .value(let needs, let function): self.function(needs, function, definition, context, &draft)
        case .embedded(let columns):
            draft.field.opcode = .embedded
            var inner = context
            inner.columnMap = columns.map { column in context.columnMap.map { $0[column] } ?? column }
            draft.field.second = Int32(truncatingIfNeeded: try scope(type, selections, inner))
            draft.column = columns.first
        case .one(let loader, let key, let absence):
            draft.field.opcode = .one
            draft.field.absentIsError = absence == .notFound
            try load(loader, key, field, type, selections, context, &draft)
            require(field, context, &draft)
        case .many(let loader, let key):
            draft.field.opcode = .many
            try load(loader, key, field, type, selections, context, &draft)
            require(field, context, &draft)
        case .page(let loader, let key, let cursor):
            draft.field.opcode = .page
            try page(loader, key, cursor, field, type, selections, context, &draft)
            require(field, context, &draft)
        case .node(let argument, let decode, let loaders):
            draft.field.opcode = .node
            draft.field.absentIsError = true
            try node(argument, decode, loaders, type, selections, context, &draft)
        case .mutation: try mutation(field, definition.arguments, type, selections, context, &draft)
        case .event(let subjects):
            try event(field, subjects, type, selections, context, &draft)
            require(field, context, &draft)
        case .outcomeList(let index): try outcomeList(index, type, selections, context, &draft)
        case .pageInfoField(let part):
            draft.field.opcode = .pageInfoField
            draft.field.first = part.rawValue
        case .pageItems, .pageNode, .pageInfo, .cursor:
            try pagePart(field.source, type, selections, context, &draft)
        }
    }

    // MARK: Leaves

    private mutating func column(_ column: Int, _ form: WireForm, _ type: TypeID, _ draft: inout FieldDraft) {
        draft.column = column
        if access.view.hidesValues(of: type) {
            switch form {
            case .text, .plainText: return enumeration(type, &draft)
            default: return forbid(&draft)
            }
        }
        switch form {
        case .text where schema[type].kind == .enumeration: enumeration(type, &draft)
        case .text: draft.field.opcode = .text
        case .plainText: draft.field.opcode = .plainText
        case .json: draft.field.opcode = .json
        case .integer: draft.field.opcode = type == BuiltInScalar.int.typeID ? .int32 : .integer
        case .float: draft.field.opcode = .float
        case .boolean: draft.field.opcode = .boolean
        case .custom:
            draft.field.opcode = .custom
            draft.field.second = Int32(truncatingIfNeeded: plan.forms.count)
            plan.forms.append(form)
        }
    }

    private mutating func enumeration(_ type: TypeID, _ draft: inout FieldDraft) {
        draft.field.opcode = .enumeration
        draft.field.second = Int32(truncatingIfNeeded: plan.enumerations.count)
        plan.enumerations.append(EnumNames(schema[type], access.view))
    }

    private mutating func function(
        _ needs: [Int], _ function: @escaping @Sendable (Row, FieldRequest) throws(FieldError) -> Output,
        _ definition: FieldDefinition, _ context: Context, _ draft: inout FieldDraft
    ) {
        draft.field.opcode = .function
        let index = plan.functions.count
        draft.field.first = Int32(truncatingIfNeeded: index)
        plan.functions.append(
            PlanFunction(
                function: function, positions: Array(repeating: -1, count: needs.count),
                wrapping: definition.type.wrapping, leaf: LeafForm(schema[definition.type.named], access.view)
            ))
        for (slot, column) in needs.enumerated() { need(column, .function(index, slot: slot), in: context) }
    }

    // MARK: Arguments

    /// Coerces the arguments now if no variable reaches them; returns their index in the plan, or -1.
    mutating func arguments(of definition: FieldDefinition, _ node: Document.Field) -> Int32 {
        guard !definition.arguments.isEmpty else { return -1 }
        let arguments = definition.arguments.map { index in
            let argument = schema.inputValues[index]
            let given = node.arguments.first {
                collector.symbols[document.arguments[$0].name.index] == argument.symbol
            }
            return PlanArgument(
                name: argument.name, type: argument.type, literal: given.map { document.arguments[$0].value },
                defaultValue: argument.defaultValue,
                limits: access.limits(input: index, schema) ? (access, index) : nil)
        }
        let index = Int32(truncatingIfNeeded: plan.arguments.count)
        let reachesVariable = arguments.contains { argument in
            argument.literal.map { document.holdsVariable(document.values[Int($0)]) } ?? false
        }
        let dynamic = PlanArguments.variable(arguments)
        if !reachesVariable, let constant = try? dynamic.evaluate([:], document, schema, scalars) {
            plan.arguments.append(.constant(constant))
        } else {
            plan.arguments.append(dynamic)
        }
        return index
    }
}
