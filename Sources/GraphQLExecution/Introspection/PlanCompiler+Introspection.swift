import GraphQLLanguage
import GraphQLSchema

extension PlanCompiler {
    /// Compiles `__schema` or `__type`.
    ///
    /// Unless a variable decides about it, the answer is written now and becomes constant bytes of the plan.
    mutating func introspection(
        _ field: FieldDefinition, _ group: FieldGroup, _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        let argumentStart = plan.arguments.count
        let own = arguments(of: field, document.fields[group.nodes[0]])
        var scopes: [[IntrospectionPlan.Selection]] = []
        let root = try introspectionScope(field.type.named, group, &scopes)
        let introspection = IntrospectionPlan(
            schema, ListedTypes(schema, view: access.introspection == .full ? .all : access.view),
            scopes: scopes, root: root, arguments: own)
        if let answer = preparedAnswer(introspection, since: argumentStart) {
            plan.arguments.removeSubrange(argumentStart...)
            constant(answer, &draft)
        } else {
            draft.field.opcode = .introspection
            draft.field.arguments = own
            draft.field.first = Int32(truncatingIfNeeded: plan.introspections.count)
            plan.introspections.append(introspection)
        }
    }

    /// The answer's bytes; nil if it depends on variables, or is so large that no response may hold it.
    private func preparedAnswer(_ introspection: IntrospectionPlan, since argumentStart: Int) -> [UInt8]? {
        var values = [Arguments](repeating: Arguments(values: []), count: argumentStart)
        for entry in plan.arguments[argumentStart...] {
            guard case .constant(let constant) = entry else { return nil }
            values.append(constant)
        }
        var writer = IntrospectionWriter(
            introspection, values, byteCountMax: limits.responseByteCountMax,
            output: ResponseBuffer(capacity: 4096))
        writer.write()
        guard writer.errors.isEmpty, writer.output.count <= limits.responseByteCountMax else { return nil }
        return writer.output.withUnsafeBytes { Array($0) }
    }

    private mutating func introspectionScope(
        _ type: TypeID, _ parent: FieldGroup, _ scopes: inout [[IntrospectionPlan.Selection]]
    ) throws(PlanTooLarge) -> Int {
        let collected = try collect(parent.nodes.map { document.fields[$0].selectionSet }, for: type)
        introspectionFieldCount += collected.groups.count
        guard introspectionFieldCount <= limits.planFieldCountMax else { throw PlanTooLarge.fields }
        if let condition = collected.undecided {
            scopes.append([.undecided(condition)])
            return scopes.count - 1
        }
        var selections: [IntrospectionPlan.Selection] = []
        for (number, group) in collected.groups.enumerated() {
            let node = document.fields[group.nodes[0]]
            guard let id = schema.field(collector.symbols[node.name.index], of: type),
                let field = IntrospectionField(rawValue: id.rawValue)
            else { preconditionFailure("validation lets only known fields through") }
            let below = schema[id].type.named
            let scope = schema[below].kind.isComposite ? try introspectionScope(below, group, &scopes) : -1
            selections.append(
                IntrospectionPlan.Selection(
                    key: keyBytes(group.responseName, isFirst: number == 0), field: field,
                    arguments: arguments(of: schema[id], node), scope: scope,
                    isNonNull: schema[id].type.isNonNull))
        }
        scopes.append(selections)
        return scopes.count - 1
    }
}

extension ResponseWriter {
    /// Writes an introspection field that a variable decides about.
    mutating func introspection(_ field: PlanField, _ index: Int) -> Completion {
        var writer = IntrospectionWriter(
            compiled.plan.introspections[Int(field.first)], arguments, failures: argumentFailures,
            byteCountMax: byteCountMax, output: ResponseBuffer(capacity: 0))
        swap(&writer.output, &output)
        writer.write()
        swap(&writer.output, &output)
        let steps = (path + [.field(index)]).map(compiled.plan.pathElement)
        errors += writer.errors.map { error in
            ExecutionError(
                message: error.message, code: error.code, path: steps + error.path, offsets: error.offsets)
        }
        return writer.isFailing ? .failed : .written
    }
}
