import GraphQLSchema

extension IntrospectionWriter {
    /// - SeeAlso: GraphQL Sep 2025 §4.2.3
    mutating func field(_ selection: IntrospectionPlan.Selection, _ field: FieldDefinition) {
        switch selection.field {
        case .fieldName: text(field.name)
        case .fieldDescription: text(field.description)
        case .fieldArguments: inputValues(field.arguments, selection)
        case .fieldType: type(field.type, selection)
        case .fieldIsDeprecated: flag(field.deprecationReason != nil)
        case .fieldDeprecationReason: text(field.deprecationReason)
        default: output.append("\"__Field\"")
        }
    }

    /// - SeeAlso: GraphQL Sep 2025 §4.2.4
    mutating func inputValue(_ selection: IntrospectionPlan.Selection, _ value: InputValueDefinition) {
        switch selection.field {
        case .inputName: text(value.name)
        case .inputDescription: text(value.description)
        case .inputType: type(value.type, selection)
        case .inputDefaultValue: text(schema.defaultText(of: value, in: listed.view))
        case .inputIsDeprecated: flag(value.deprecationReason != nil)
        case .inputDeprecationReason: text(value.deprecationReason)
        default: output.append("\"__InputValue\"")
        }
    }

    /// - SeeAlso: GraphQL Sep 2025 §4.2.5
    mutating func enumValue(_ selection: IntrospectionPlan.Selection, _ value: EnumValueDefinition) {
        switch selection.field {
        case .enumValueName: text(value.name)
        case .enumValueDescription: text(value.description)
        case .enumValueIsDeprecated: flag(value.deprecationReason != nil)
        case .enumValueDeprecationReason: text(value.deprecationReason)
        default: output.append("\"__EnumValue\"")
        }
    }

    /// - SeeAlso: GraphQL Sep 2025 §4.2.6
    mutating func directive(_ selection: IntrospectionPlan.Selection, _ directive: DirectiveDefinition) {
        switch selection.field {
        case .directiveName: text(directive.name)
        case .directiveDescription: text(directive.description)
        case .directiveIsRepeatable: flag(directive.isRepeatable)
        case .directiveLocations: names(directive.locationNames)
        case .directiveArguments: inputValues(directive.arguments, selection)
        case .directiveIsDeprecated: flag(directive.deprecationReason != nil)
        case .directiveDeprecationReason: text(directive.deprecationReason)
        default: output.append("\"__Directive\"")
        }
    }

    private mutating func names(_ names: [String]) {
        output.append(0x5B)
        for (index, name) in names.enumerated() {
            if index > 0 { output.append(0x2C) }
            text(name)
        }
        output.append(0x5D)
    }

    private mutating func flag(_ flag: Bool) { output.append(flag ? "true" : "false") }
}
