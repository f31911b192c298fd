import GraphQLLanguage
import GraphQLSchema

extension FieldMerging {
    /// Why two fields are not the same field; nil when they are.
    mutating func difference(_ first: Entry, _ second: Entry) -> String? {
        let one = context.document.fields[first.field]
        let other = context.document.fields[second.field]
        if one.name != other.name {
            return "\"\(context.name(one.name))\" and \"\(context.name(other.name))\" are different fields"
        }
        if !haveSameArguments(one, other, at: second) { return "they have differing arguments" }
        return shapeDifference(first, second)
    }

    /// Why the values of two fields differ in shape; nil when they do not.
    ///
    /// SameResponseShape(fieldA, fieldB)
    func shapeDifference(_ first: Entry, _ second: Entry) -> String? {
        guard let one = first.type, let other = second.type, one != other else { return nil }
        let areComposite = context.kind(one.named).isComposite && context.kind(other.named).isComposite
        if one.wrapping == other.wrapping, areComposite { return nil }
        return "they return conflicting types \"\(context.schema.description(of: one))\" and "
            + "\"\(context.schema.description(of: other))\""
    }

    private mutating func haveSameArguments(
        _ one: Document.Field, _ other: Document.Field, at entry: Entry
    ) -> Bool {
        guard one.arguments.count == other.arguments.count else { return false }
        let candidates = context.document.arguments[other.arguments.range]
        for argument in context.document.arguments[one.arguments.range] {
            spend(entry)
            guard exhaustedAt == nil, let match = candidates.first(where: { $0.name == argument.name }),
                isEqual(argument.value, match.value, at: entry)
            else { return false }
        }
        return true
    }

    private mutating func isEqual(_ first: Int32, _ second: Int32, at entry: Entry) -> Bool {
        let document = context.document
        let (one, other) = (document.values[Int(first)], document.values[Int(second)])
        guard one.kind == other.kind, one.children.count == other.children.count else { return false }
        switch one.kind {
        case .variable, .enumeration: return one.name == other.name
        case .true, .false, .null: return true
        case .int, .float: return document.text(one) == document.text(other)
        case .string, .blockString: return document.string(one) == document.string(other)
        case .list:
            for (index, match) in zip(one.children, other.children) {
                spend(entry)
                guard exhaustedAt == nil, isEqual(Int32(index), Int32(match), at: entry) else { return false }
            }
            return true
        case .object:
            return haveSameFields(one, other, at: entry)
        }
    }

    private mutating func haveSameFields(
        _ one: Document.Value, _ other: Document.Value, at entry: Entry
    ) -> Bool {
        let candidates = context.document.objectFields[other.children.range]
        for field in context.document.objectFields[one.children.range] {
            spend(entry)
            guard exhaustedAt == nil, let match = candidates.first(where: { $0.name == field.name }),
                isEqual(field.value, match.value, at: entry)
            else { return false }
        }
        return true
    }
}
