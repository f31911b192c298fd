import GraphQLLanguage
import GraphQLSchema

extension PlanCompiler {
    /// Compiles a root field of `Subscription`: a slot for the events' rows, the look-ups of what they are
    /// about, and what is shown of them.
    mutating func event(
        _ field: Field, _ subjects: [Field.Subject], _ type: TypeID, _ selections: [IndexRange],
        _ context: Context, _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        draft.field.opcode = .one
        let (slot, inner) = start(nil, [], field, context, draft.field.arguments)
        count(rowsOf: slot, in: context)
        var event = PlanEvent(name: field.name, slot: slot, arguments: Int(draft.field.arguments))
        for subject in subjects {
            let (load, look) = start(
                subject.loader, keyParts(subject.key), nil, inner, draft.field.arguments)
            register(subject.key, of: load, in: inner)
            restrict(load, to: schema.type(named: subject.typeName).map(condition) ?? closedUnlessAll)
            finish(look.source)
            event.subjects.append(load)
        }
        draft.field.first = Int32(truncatingIfNeeded: slot)
        draft.field.second = Int32(truncatingIfNeeded: try scope(type, selections, inner))
        // What `require` starts next, if the field requires something.
        if field.requires != nil { event.required = plan.loads.count }
        plan.event = event
    }
}
