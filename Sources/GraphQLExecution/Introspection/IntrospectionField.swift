/// What a field of an introspection type tells; the raw value is the field's number in every schema.
///
/// - SeeAlso: GraphQL Sep 2025 §4.2
enum IntrospectionField: Int32, Sendable, CaseIterable {
    case typename = 0
    case schemaDescription = 3
    case schemaTypes, schemaQueryType, schemaMutationType, schemaSubscriptionType, schemaDirectives
    case typeKind, typeName, typeDescription, typeSpecifiedByURL, typeFields, typeInterfaces
    case typePossibleTypes, typeEnumValues, typeInputFields, typeOfType, typeIsOneOf
    case fieldName, fieldDescription, fieldArguments, fieldType, fieldIsDeprecated, fieldDeprecationReason
    case inputName, inputDescription, inputType, inputDefaultValue, inputIsDeprecated
    case inputDeprecationReason
    case enumValueName, enumValueDescription, enumValueIsDeprecated, enumValueDeprecationReason
    case directiveName, directiveDescription, directiveIsRepeatable, directiveLocations
    case directiveArguments, directiveIsDeprecated, directiveDeprecationReason
}
