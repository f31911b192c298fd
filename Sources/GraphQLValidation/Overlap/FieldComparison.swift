import GraphQLLanguage
import GraphQLSchema

/// Compares two fields of a document, with a budget for the work.
struct FieldComparison {
    let context: ValidationContext
    /// The place at which the budget ran out.
    private(set) var exhaustedAt: Int32?
    private var budget: Int
    /// The contents of strings that had to be decoded, by where they stand: each once.
    private var contents: [Int32: String] = [:]
    /// The bytes that may be compared for one step of the budget.
    private static let bytesPerStep = 64

    init(_ context: ValidationContext) {
        self.context = context
        budget = context.limits.fieldComparisonCountMax
    }

    /// Takes one step off the budget, for work on a field.
    mutating func spend(_ field: Int, steps: Int = 1) {
        budget -= steps
        if budget < 0, exhaustedAt == nil { exhaustedAt = context.document.fields[field].offset }
    }

    /// Why two fields, by their indices, are not the same field; nil when they are.
    mutating func difference(_ first: Int, _ second: Int) -> String? {
        let one = context.document.fields[first]
        let other = context.document.fields[second]
        if one.name != other.name {
            return "\"\(context.name(one.name))\" and \"\(context.name(other.name))\" are different fields"
        }
        if !haveSameArguments(one, other, at: second) { return "they have differing arguments" }
        return shapeDifference(first, second)
    }

    /// Why the values of two fields, by their indices, differ in shape; nil when they do not.
    ///
    /// SameResponseShape(fieldA, fieldB); and a streamed list can be no other field's value too.
    func shapeDifference(_ first: Int, _ second: Int) -> String? {
        if isStreamed(first) || isStreamed(second) { return "they have overlapping stream directives" }
        guard let one = type(of: first), let other = type(of: second), one != other else { return nil }
        let areComposite = context.kind(one.named).isComposite && context.kind(other.named).isComposite
        if one.wrapping == other.wrapping, areComposite { return nil }
        return "they return conflicting types \"\(context.schema.description(of: one))\" and "
            + "\"\(context.schema.description(of: other))\""
    }

    /// The type of a field; nil when it could not be found out.
    func type(of field: Int) -> FieldType? {
        context.fieldIDs[field].map { context.schema.fields[$0.index].type }
    }

    private func isStreamed(_ field: Int) -> Bool {
        let directives = context.document.fields[field].directives
        return !directives.isEmpty && context.directive(.stream, among: directives) != nil
    }

    private mutating func haveSameArguments(
        _ one: Document.Field, _ other: Document.Field, at field: Int
    ) -> Bool {
        guard one.arguments.count == other.arguments.count else { return false }
        let candidates = context.document.arguments[other.arguments.range]
        for argument in context.document.arguments[one.arguments.range] {
            spend(field)
            guard exhaustedAt == nil, let match = candidates.first(where: { $0.name == argument.name }),
                isEqual(argument.value, match.value, at: field)
            else { return false }
        }
        return true
    }

    private mutating func isEqual(_ first: Int32, _ second: Int32, at field: Int) -> Bool {
        let document = context.document
        let (one, other) = (document.values[Int(first)], document.values[Int(second)])
        guard one.kind == other.kind, one.children.count == other.children.count else { return false }
        switch one.kind {
        case .variable, .enumeration: return one.name == other.name
        case .true, .false, .null: return true
        case .int, .float: return document.literal(one) == document.literal(other)
        case .string, .blockString: return haveSameContent(one, other, at: field)
        case .list:
            for (index, match) in zip(one.children, other.children) {
                spend(field)
                guard exhaustedAt == nil, isEqual(Int32(index), Int32(match), at: field) else { return false }
            }
            return true
        case .object:
            return haveSameFields(one, other, at: field)
        }
    }

    /// Compares strings by the bytes of their content; most are equal, or unequal, as they are written.
    private mutating func haveSameContent(
        _ one: Document.Value, _ other: Document.Value, at field: Int
    ) -> Bool {
        spend(field, steps: Int(min(one.length, other.length)) / Self.bytesPerStep)
        guard exhaustedAt == nil else { return false }
        let (first, second) = (context.document.literal(one), context.document.literal(other))
        if first == second { return true }
        let backslash = UInt8(ascii: "\\")
        if one.kind == .string, !first.contains(backslash), !second.contains(backslash) { return false }
        return content(of: one, at: field).hasSameBytes(as: content(of: other, at: field))
    }

    private mutating func content(of value: Document.Value, at field: Int) -> String {
        if let known = contents[value.offset] { return known }
        spend(field, steps: Int(value.length) / Self.bytesPerStep)
        let content = context.document.string(value)
        contents[value.offset] = content
        return content
    }

    /// Compares object values; the order of their fields means nothing.
    private mutating func haveSameFields(
        _ one: Document.Value, _ other: Document.Value, at field: Int
    ) -> Bool {
        for (first, second) in zip(fieldsByName(one), fieldsByName(other)) {
            spend(field)
            guard exhaustedAt == nil, first.name == second.name, isEqual(first.value, second.value, at: field)
            else { return false }
        }
        return true
    }

    /// The fields of an object value ordered by name, those of one name as they stand.
    private func fieldsByName(_ object: Document.Value) -> [Document.ObjectField] {
        context.document.objectFields[object.children.range].sorted {
            ($0.name.rawValue, $0.offset) < ($1.name.rawValue, $1.offset)
        }
    }
}
