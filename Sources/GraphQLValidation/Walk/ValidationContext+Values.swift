import GraphQLLanguage
import GraphQLSchema

extension ValidationContext {
    /// Walks a value at a place of a type; nil stands for a type that could not be found out.
    mutating func walkValue(
        _ value: Document.Value, type: FieldType?, hasDefault: Bool = false, oneOf: TypeID? = nil
    ) {
        switch value.kind {
        case .variable:
            uses.variables.append(
                DefinitionUses.Variable(
                    name: value.name, offset: value.offset, type: type, hasDefault: hasDefault, oneOf: oneOf))
        case .list:
            walkList(value, type: type)
        case .object:
            walkObject(value, type: type)
        default:
            if let type { ValuesOfCorrectType.check(value, type, &self) }
        }
    }

    private mutating func walkList(_ value: Document.Value, type: FieldType?) {
        var item: FieldType?
        if let type, type.isList {
            item = type.item
        } else if let type {
            ValuesOfCorrectType.check(value, type, &self)
        }
        for index in value.children { walkValue(document.values[index], type: item) }
    }

    private mutating func walkObject(_ value: Document.Value, type: FieldType?) {
        UniqueInputFieldNames.check(value, &self)
        guard let type, kind(type.named) == .inputObject else {
            if let type { ValuesOfCorrectType.check(value, type, &self) }
            for index in value.children {
                walkValue(document.values[Int(document.objectFields[index].value)], type: nil)
            }
            return
        }
        ValuesOfCorrectType.checkFields(of: value, type.named, &self)
        let inputFields = schema.types[type.named.index].inputFields
        let oneOf = schema.types[type.named.index].isOneOf ? type.named : nil
        for index in value.children {
            let field = document.objectFields[index]
            let input = input(field.name, among: inputFields)
            if hasOptionalRules, let input { NoDeprecated.check(inputValue: input, at: field.offset, &self) }
            walkValue(
                document.values[Int(field.value)], type: input.map { schema.inputValues[$0].type },
                hasDefault: input.map { schema.inputValues[$0].defaultValue != nil } ?? false, oneOf: oneOf)
        }
    }
}
