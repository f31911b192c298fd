extension SchemaComparison {
    /// Compares the fields of an object or interface.
    mutating func compareFields(_ type: TypeDefinition, _ other: TypeDefinition) {
        let difference = Difference(old.fields[type.fields], new.fields[other.fields], name: \.name)
        for field in difference.removed { note(.fieldRemoved, field.coordinate, "was removed") }
        for field in difference.added { note(.fieldAdded, field.coordinate, "was added") }
        for (field, other) in difference.kept {
            compareArguments(field, other)
            let isSafe = isSafeForOutput(field.type, other.type)
            compareTypes(
                field.coordinate, field.type, other.type, isSafe ? .fieldChangedKindSafe : .fieldChangedKind)
            compareDescriptions(field.coordinate, field.description, other.description)
        }
    }

    private mutating func compareArguments(_ field: FieldDefinition, _ other: FieldDefinition) {
        let difference = Difference(
            old.inputValues[field.arguments], new.inputValues[other.arguments], name: \.name)
        for argument in difference.removed { note(.argumentRemoved, argument.coordinate, "was removed") }
        for (argument, other) in difference.kept { compareInputs(argument, other, .argument) }
        for argument in difference.added {
            if argument.isRequired {
                note(.requiredArgumentAdded, argument.coordinate, "was added and is required")
            } else {
                note(.optionalArgumentAdded, argument.coordinate, "was added")
            }
        }
    }

    /// Compares the fields of an input object.
    mutating func compareInputFields(_ type: TypeDefinition, _ other: TypeDefinition) {
        let difference = Difference(
            old.inputValues[type.inputFields], new.inputValues[other.inputFields], name: \.name)
        for field in difference.added {
            if field.isRequired {
                note(.requiredInputFieldAdded, field.coordinate, "was added and is required")
            } else {
                note(.optionalInputFieldAdded, field.coordinate, "was added")
            }
        }
        for field in difference.removed { note(.fieldRemoved, field.coordinate, "was removed") }
        for (field, other) in difference.kept { compareInputs(field, other, .inputField) }
    }

    /// The kinds of changes of an argument or of an input field.
    struct InputKinds {
        let breaking: SchemaChange.Kind
        let safe: SchemaChange.Kind
        let defaultChange: SchemaChange.Kind
        let defaultAdded: SchemaChange.Kind

        static let argument = InputKinds(
            breaking: .argumentChangedKind, safe: .argumentChangedKindSafe,
            defaultChange: .argumentDefaultValueChange, defaultAdded: .argumentDefaultValueAdded)
        static let inputField = InputKinds(
            breaking: .fieldChangedKind, safe: .fieldChangedKindSafe,
            defaultChange: .inputFieldDefaultValueChange, defaultAdded: .inputFieldDefaultValueAdded)
    }

    /// Compares type, default value and description of an argument or input field.
    mutating func compareInputs(
        _ input: InputValueDefinition, _ other: InputValueDefinition, _ kinds: InputKinds
    ) {
        let coordinate = input.coordinate
        if !isSafeForInput(input.type, other.type) {
            compareTypes(coordinate, input.type, other.type, kinds.breaking)
        } else if let before = input.defaultText {
            if let after = other.defaultText {
                if input.defaultKey != other.defaultKey {
                    note(kinds.defaultChange, coordinate, "has the default value \(after), not \(before)")
                }
            } else {
                note(kinds.defaultChange, coordinate, "has no default value any more, it was \(before)")
            }
        } else if let after = other.defaultText {
            note(kinds.defaultAdded, coordinate, "has the default value \(after) now")
        } else {
            compareTypes(coordinate, input.type, other.type, kinds.safe)
        }
        compareDescriptions(coordinate, input.description, other.description)
    }

    private mutating func compareTypes(
        _ coordinate: String, _ type: FieldType, _ other: FieldType, _ kind: SchemaChange.Kind
    ) {
        let (before, after) = (old.description(of: type), new.description(of: other))
        if before != after { note(kind, coordinate, "changed type from \(before) to \(after)") }
    }

    /// Whether all values of the new type are values of the old one: types of fields may get stricter.
    private func isSafeForOutput(_ type: FieldType, _ other: FieldType) -> Bool {
        if type.isNonNull { return other.isNonNull && isSafeForOutput(type.nullable, other.nullable) }
        if other.isNonNull { return isSafeForOutput(type, other.nullable) }
        if type.isList || other.isList {
            return type.isList && other.isList && isSafeForOutput(type.item, other.item)
        }
        return old[type.named].name == new[other.named].name
    }

    /// Whether all values of the old type are values of the new one: types of inputs may get looser.
    private func isSafeForInput(_ type: FieldType, _ other: FieldType) -> Bool {
        if type.isNonNull { return isSafeForInput(type.nullable, other.nullable) }
        if other.isNonNull { return false }
        if type.isList || other.isList {
            return type.isList && other.isList && isSafeForInput(type.item, other.item)
        }
        return old[type.named].name == new[other.named].name
    }
}
