import GraphQLLanguage
import GraphQLSchema

extension PlanCompiler {
    /// Compiles a field whose objects come from a load, of one type or of several.
    mutating func load(
        _ loader: Loader, _ key: [KeyPart], _ field: Field, _ type: TypeID, _ selections: [IndexRange],
        _ context: Context, _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        let (load, inner) = start(loader, keyParts(key), field, context, draft.field.arguments)
        count(rowsOf: load, in: context)
        register(key, of: load, in: context)
        draft.field.first = Int32(truncatingIfNeeded: load)
        let object = loader.objectType.flatMap { schema.type(named: $0) } ?? type
        restrict(load, to: condition(object))
        if object != type, !isVisible(object, selections) { plan.loads[load].isClosed = true }
        try objects(object, selections, inner, &draft)
        finish(inner.source)
    }

    /// Adds the look-up of what a field requires; it runs in the round of the field's own load.
    mutating func require(_ field: Field, _ context: Context, _ draft: inout FieldDraft) {
        guard let required = field.requires,
            !required.isOnlyForRules || hasRules(onRowsBehind: required.loader)
        else { return }
        let (load, inner) = start(
            required.loader, keyParts(required.key), nil, context, draft.field.arguments)
        register(required.key, of: load, in: context)
        draft.field.required = Int32(truncatingIfNeeded: load)
        restrict(load, to: condition(ofRowsBehind: required.loader))
        if let argument = required.argument { plan.waivers[load] = argument }
        draft.field.absentIsError = true
        finish(inner.source)
    }

    /// Adds a load to the plan; its statement is made when the columns are known.
    mutating func start(
        _ loader: Loader?, _ key: [PlanKeyPart], _ field: Field?, _ context: Context, _ arguments: Int32
    ) -> (load: Int, inner: Context) {
        let index = plan.loads.count
        var inner = context
        inner.source = sources.count
        inner.columnMap = nil
        inner.parentLoad = index
        inner.guardType = nil
        inner.flag = nil
        inner.isRowless = false
        inner.page = nil
        inner.delivery.items = nil
        if loader != nil { inner.round += 1 }
        for (binding, argument) in field?.binds ?? [:] where arguments >= 0 {
            inner.bindings[binding] = .argument(
                fieldArguments: Int(arguments), name: argument, otherwise: binding)
        }
        let parameters = (loader?.parameters ?? []).map { parameter -> PlanParameter in
            switch parameter {
            case .argument(let name) where arguments >= 0:
                .argument(fieldArguments: Int(arguments), name: name, otherwise: nil)
            case .argument(let name): .requestDefault(name)
            case .binding(let name): inner.bindings[name] ?? .requestDefault(name)
            }
        }
        plan.loads.append(
            PlanLoad(
                loader: loader, statement: .pending, parent: context.parentLoad, round: context.round,
                part: context.delivery.part, items: context.delivery.items,
                key: key,
                parameters: parameters,
                guardOption: context.guardType.map { PlanGuard(typeNamePosition: -1, typeName: $0.name) },
                arguments: Int(arguments), rootField: context.rootField))
        if let guardType = context.guardType { need(guardType.column, .loadGuard(index), in: context) }
        if let flag = context.flag { sources[context.source].flagPatches.append((.load(index), flag)) }
        sources.append(Source(load: index))
        return (index, inner)
    }

    func keyParts(_ key: [KeyPart]) -> [PlanKeyPart] {
        key.map { part in
            switch part {
            case .column: .position(-1)
            case .argument(let name, let encode): .argument(name, encode)
            case .constant(let bytes): .constant(bytes)
            case .null: .null
            }
        }
    }

    mutating func register(_ key: [KeyPart], of load: Int, in context: Context) {
        for (index, part) in key.enumerated() {
            if case .column(let column) = part { need(column, .key(load: load, part: index), in: context) }
        }
    }

    /// Compiles a position whose rows name their object type.
    mutating func choice(
        _ type: TypeID, _ selections: [IndexRange], _ context: Context
    ) throws(PlanTooLarge) -> Int {
        guard let column = resolvers.typeNameColumn(of: type) else {
            preconditionFailure("the rows of \(schema[type].name) must name their type")
        }
        let index = plan.choices.count
        plan.choices.append(PlanChoice())
        need(column, .choice(index), in: context)
        let choice = choosing(in: context)
        for possible in schema[type].possibleTypes.types {
            let name = Array(schema[possible].name.utf8)
            guard isVisible(possible, selections) else {
                plan.choices[index].hiddenTypeNames.append(name)
                continue
            }
            var inner = counting(.once, weight: 0, in: choice)
            inner.guardType = (column, name)
            let scope = try scope(possible, selections, inner)
            plan.scopes[scope].typeName = append(name)
            plan.choices[index].options.append(PlanChoice.Option(scope: scope, load: -1))
        }
        return index
    }

    /// Compiles a look-up by global ID: one load for each type that the ID may name.
    mutating func node(
        _ argument: String, _ decode: @escaping @Sendable (String) -> NodeReference?,
        _ loaders: [String: Loader], _ type: TypeID, _ selections: [IndexRange], _ context: Context,
        _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        let index = plan.choices.count
        plan.choices.append(PlanChoice())
        draft.field.second = Int32(truncatingIfNeeded: index)
        for possible in schema[type].possibleTypes.types {
            let name = schema[possible].name
            guard let loader = loaders[name], isVisible(possible, selections) else { continue }
            let key = (0..<loader.keyCount).map {
                PlanKeyPart.node(argument: argument, typeName: name, part: $0, decode: decode)
            }
            let option = counting(.once, weight: 1, in: context)
            let (load, inner) = start(loader, key, nil, option, draft.field.arguments)
            count(rowsOf: load, in: option)
            restrict(load, to: condition(possible))
            let scope = try scope(possible, selections, inner)
            finish(inner.source)
            plan.choices[index].options.append(PlanChoice.Option(scope: scope, load: load))
        }
    }

    // MARK: Connections

    mutating func page(
        _ loader: Loader, _ key: [KeyPart], _ cursor: Cursor, _ field: Field, _ type: TypeID,
        _ selections: [IndexRange], _ context: Context, _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        var (load, inner) = start(loader, keyParts(key), field, context, draft.field.arguments)
        register(key, of: load, in: context)
        let nodeType = resolvers.nodeType(of: type, in: schema)
        restrict(load, to: nodeType.map(condition) ?? closedUnlessAll)
        let planned = plan.cursors.count
        plan.cursors.append(
            PlanCursor(function: cursor.encode, positions: Array(repeating: -1, count: cursor.needs.count)))
        for (slot, column) in cursor.needs.enumerated() {
            need(column, .cursor(planned, slot: slot), in: inner)
        }
        inner.page = PageContext(
            load: load, arguments: Int(draft.field.arguments), plannedCursor: planned, nodeType: nodeType)
        inner.isRowless = true
        draft.field.first = Int32(truncatingIfNeeded: load)
        draft.field.third = Int32(truncatingIfNeeded: planned)
        draft.field.second = Int32(truncatingIfNeeded: try scope(type, selections, inner))
        finish(inner.source)
    }

    /// Compiles edges, nodes, cursors and PageInfo, which all look at the page's own rows.
    mutating func pagePart(
        _ source: Field.Source, _ type: TypeID, _ selections: [IndexRange], _ context: Context,
        _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        guard let page = context.page else {
            preconditionFailure("\(draft.coordinate) stands outside a connection")
        }
        var context = context
        switch source {
        case .cursor:
            draft.field.opcode = .cursor
            return
        case .pageItems:
            draft.field.opcode = .pageItems
            draft.field.first = Int32(truncatingIfNeeded: page.load)
            context.isRowless = false
            return try objects(type, selections, context, &draft)
        case .pageNode: draft.field.opcode = .pageNode
        default:
            draft.field.opcode = .pageInfo
            context.isRowless = true
        }
        draft.field.second = Int32(truncatingIfNeeded: try scope(type, selections, context))
    }

    // MARK: Mutations

    mutating func mutation(
        _ field: Field, _ inputs: Range<Int>, _ type: TypeID, _ selections: [IndexRange], _ context: Context,
        _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        draft.field.opcode = .one
        let number = plan.mutations.count
        let (load, inner) = start(nil, [], field, context, draft.field.arguments)
        count(rowsOf: load, in: context)
        plan.mutations.append(
            PlanMutation(
                name: field.name, field: context.rootField, payload: load, rootField: context.rootField,
                targets: targets(of: inputs)))
        draft.field.first = Int32(truncatingIfNeeded: load)
        var payload = inner
        payload.mutation = number
        draft.field.second = Int32(truncatingIfNeeded: try scope(type, selections, payload))
    }

    mutating func outcomeList(
        _ index: Int, _ type: TypeID, _ selections: [IndexRange], _ context: Context,
        _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        guard let mutation = context.mutation else {
            preconditionFailure("\(draft.coordinate) stands outside a mutation's payload")
        }
        draft.field.opcode = .many
        let (load, inner) = start(nil, [], nil, context, -1)
        count(rowsOf: load, in: context)
        plan.mutations[mutation].lists.append((slot: load, index: index))
        draft.field.first = Int32(truncatingIfNeeded: load)
        // The outcome's rows have all columns of the type in their order, so positions are final already.
        draft.field.isAbstract = schema[type].kind.isAbstract
        let objects =
            draft.field.isAbstract ? try choice(type, selections, inner) : try scope(type, selections, inner)
        draft.field.second = Int32(truncatingIfNeeded: objects)
    }
}
