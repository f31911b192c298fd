import GraphQLSchema

/// Writes what introspection fields ask for, straight from the schema and as far as the view shows it.
///
/// - SeeAlso: GraphQL Sep 2025 §4.2
struct IntrospectionWriter {
    /// What an object of the answer is about.
    enum Subject {
        case schema
        case type(FieldType)
        /// By index into `Schema.fields`.
        case field(Int)
        /// By index into `Schema.inputValues`.
        case inputValue(Int)
        case enumValue(EnumValueDefinition)
        /// By index into `Schema.directives`.
        case directive(Int)
    }

    let plan: IntrospectionPlan
    let schema: Schema
    let listed: ListedTypes
    /// Coerced arguments by `Plan.arguments`.
    let arguments: [Arguments]
    /// Arguments that could not be coerced, by the same index: their fields are errors.
    let failures: [Int: ArgumentError]
    /// Where writing stops: the response is refused then.
    let byteCountMax: Int
    var output: ResponseBuffer
    /// What failed, by paths below `__schema` or `__type`.
    private(set) var errors: [ExecutionError] = []
    /// Whether the object that was written last is null because of an error.
    private(set) var isFailing = false
    private var path: [Step] = []

    /// A step of the path: a selection by scope and number, or a list index.
    private enum Step {
        case selection(scope: Int, Int)
        case index(Int)
    }

    init(
        _ plan: IntrospectionPlan, _ arguments: [Arguments], failures: [Int: ArgumentError] = [:],
        byteCountMax: Int, output: ResponseBuffer
    ) {
        self.plan = plan
        schema = plan.schema
        listed = plan.listed
        self.arguments = arguments
        self.failures = failures
        self.byteCountMax = byteCountMax
        self.output = output
    }

    /// Writes the whole answer: the schema, the named type, or null where there is none of that name.
    mutating func write() {
        guard plan.arguments >= 0 else { return object(.schema, plan.root) }
        guard case .string(let name)? = arguments[Int(plan.arguments)]["name"],
            let type = schema.type(named: name), listed.contains(type)
        else { return output.append("null") }
        object(.type(FieldType(named: type)), plan.root)
    }

    private mutating func object(_ subject: Subject, _ scope: Int) {
        output.append(0x7B)
        for (number, selection) in plan.scopes[scope].enumerated() {
            if let condition = selection.undecided {
                isFailing = true
                return record(condition.message, at: condition.offset)
            }
            output.append(selection.key)
            let start = output.count
            path.append(.selection(scope: scope, number))
            if hasFailed(selection) { isFailing = true } else { field(selection, of: subject) }
            path.removeLast()
            guard isFailing else { continue }
            // The null of a non-null position becomes that of the object around.
            if selection.isNonNull { return }
            isFailing = false
            output.truncate(to: start)
            output.append("null")
        }
        output.append(0x7D)
    }

    private mutating func field(_ selection: IntrospectionPlan.Selection, of subject: Subject) {
        switch subject {
        case .schema: schemaField(selection)
        case .type(let type): typeField(selection, type, schema[type.named])
        case .field(let index): field(selection, schema.fields[index])
        case .inputValue(let index): inputValue(selection, schema.inputValues[index])
        case .enumValue(let value): enumValue(selection, value)
        case .directive(let index): directive(selection, schema.directives[index])
        }
    }

    /// Records an error where the arguments of a selection could not be coerced.
    private mutating func hasFailed(_ selection: IntrospectionPlan.Selection) -> Bool {
        guard selection.arguments >= 0, let failure = failures[Int(selection.arguments)] else { return false }
        record(failure.message, at: failure.offset)
        return true
    }

    private mutating func record(_ message: String, at offset: Int32) {
        let path = path.map { step -> PathElement in
            switch step {
            case .index(let index): .index(index)
            case .selection(let scope, let number): .key(plan.scopes[scope][number].responseName)
            }
        }
        errors.append(ExecutionError(message: message, code: "BAD_USER_INPUT", path: path, offsets: [offset]))
    }

    private mutating func schemaField(_ selection: IntrospectionPlan.Selection) {
        switch selection.field {
        case .schemaDescription: text(schema.description)
        case .schemaTypes:
            list(listed.types.map { .type(FieldType(named: $0)) }, selection)
        case .schemaQueryType: type(schema.queryType, selection)
        case .schemaMutationType: type(schema.mutationType, selection)
        case .schemaSubscriptionType: type(schema.subscriptionType, selection)
        case .schemaDirectives:
            let isDeprecatedListed = includesDeprecated(selection)
            let shown = listed.directives.filter {
                isDeprecatedListed || schema.directives[$0].deprecationReason == nil
            }
            list(shown.map { .directive($0) }, selection)
        default: output.append("\"__Schema\"")
        }
    }

    private mutating func typeField(
        _ selection: IntrospectionPlan.Selection, _ type: FieldType, _ definition: TypeDefinition
    ) {
        let isWrapping = type.isNonNull || type.isList
        switch selection.field {
        case .typename: output.append("\"__Type\"")
        case .typeKind: text(kind(of: type))
        case .typeOfType:
            guard isWrapping else { return output.append("null") }
            object(.type(type.isNonNull ? type.nullable : type.item), selection.scope)
        // A list or non-null has nothing else.
        case _ where isWrapping: output.append("null")
        case .typeName: text(definition.name)
        case .typeDescription: text(definition.description)
        case .typeSpecifiedByURL: text(definition.specifiedByURL)
        case .typeIsOneOf where definition.kind == .inputObject:
            output.append(definition.isOneOf ? "true" : "false")
        case .typeIsOneOf: output.append("null")
        default: members(selection, of: definition)
        }
    }

    /// The lists of a type; null where its kind has no such list.
    private mutating func members(_ selection: IntrospectionPlan.Selection, of type: TypeDefinition) {
        let hasFields = type.kind == .object || type.kind == .interface
        let isDeprecatedListed = includesDeprecated(selection)
        switch selection.field {
        case .typeFields where hasFields:
            let shown = type.fields.filter { index in
                let field = schema.fields[index]
                return listed.view.isVisible(field.id)
                    && (isDeprecatedListed || field.deprecationReason == nil)
            }
            list(shown.map { .field($0) }, selection)
        case .typeInterfaces where hasFields: types(type.interfaces, selection)
        case .typePossibleTypes where type.kind == .union: types(type.members, selection)
        case .typePossibleTypes where type.kind == .interface: types(type.possibleTypes.types, selection)
        case .typeEnumValues where type.kind == .enumeration:
            let shown = type.enumValues.indices.filter { index in
                listed.view.isVisible(EnumValueID(type.id, index))
                    && (isDeprecatedListed || type.enumValues[index].deprecationReason == nil)
            }
            list(shown.map { .enumValue(type.enumValues[$0]) }, selection)
        case .typeInputFields where type.kind == .inputObject: inputValues(type.inputFields, selection)
        default: output.append("null")
        }
    }

    // MARK: Lists

    private mutating func list(_ subjects: [Subject], _ selection: IntrospectionPlan.Selection) {
        output.append(0x5B)
        for (number, subject) in subjects.enumerated() {
            if output.count > byteCountMax { break }
            if number > 0 { output.append(0x2C) }
            path.append(.index(number))
            object(subject, selection.scope)
            path.removeLast()
            // Every list of introspection has non-null items.
            if isFailing { return }
        }
        output.append(0x5D)
    }

    private mutating func types(_ types: [TypeID], _ selection: IntrospectionPlan.Selection) {
        let shown = types.filter { listed.contains($0) }
        list(shown.map { .type(FieldType(named: $0)) }, selection)
    }

    mutating func inputValues(_ range: Range<Int>, _ selection: IntrospectionPlan.Selection) {
        let isDeprecatedListed = includesDeprecated(selection)
        let shown = range.filter {
            listed.view.isVisible(input: $0)
                && (isDeprecatedListed || schema.inputValues[$0].deprecationReason == nil)
        }
        list(shown.map { .inputValue($0) }, selection)
    }

    private func includesDeprecated(_ selection: IntrospectionPlan.Selection) -> Bool {
        selection.arguments >= 0
            && arguments[Int(selection.arguments)]["includeDeprecated"] == .boolean(true)
    }

    // MARK: Values

    /// A type of a field or argument.
    mutating func type(_ type: FieldType, _ selection: IntrospectionPlan.Selection) {
        object(.type(type), selection.scope)
    }

    private mutating func type(_ type: TypeID?, _ selection: IntrospectionPlan.Selection) {
        guard let type, listed.contains(type) || type == schema.queryType else {
            return output.append("null")
        }
        object(.type(FieldType(named: type)), selection.scope)
    }

    /// A string, or null.
    mutating func text(_ text: String?) {
        guard let text else { return output.append("null") }
        output.appendString(text)
    }

    private func kind(of type: FieldType) -> String {
        if type.isNonNull { return "NON_NULL" }
        if type.isList { return "LIST" }
        switch schema[type.named].kind {
        case .scalar: return "SCALAR"
        case .object: return "OBJECT"
        case .interface: return "INTERFACE"
        case .union: return "UNION"
        case .enumeration: return "ENUM"
        case .inputObject: return "INPUT_OBJECT"
        }
    }
}
