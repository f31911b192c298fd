import GraphQLLanguage

/// A place of a schema text where directives stand.
struct DirectiveSite {
    /// What the directives stand on; parts of one type, one directive or the schema count as one place.
    enum Owner: Hashable {
        case schema
        case type(NameID)
        case directive(NameID)
        /// A member, by its offset.
        case member(Int32)
    }

    /// Indices into `Document.directives`.
    let directives: IndexRange
    /// What kind of place it is.
    let location: DirectiveLocations
    /// What the directives stand on.
    let owner: Owner

    /// All places of a text, in the order of the text for each owner.
    static func all(in source: SchemaDocument) -> [DirectiveSite] {
        var sites = source.schemas.map {
            DirectiveSite(directives: $0.directives, location: .schema, owner: .schema)
        }
        for type in source.types { append(type, to: &sites) }
        for directive in source.directives {
            sites.append(
                DirectiveSite(
                    directives: directive.directives, location: .directiveDefinition,
                    owner: .directive(directive.name)))
            append(directive.arguments, .argumentDefinition, to: &sites)
        }
        for directive in source.directiveExtensions {
            sites.append(
                DirectiveSite(
                    directives: directive.directives, location: .directiveDefinition,
                    owner: .directive(directive.name)))
        }
        return sites.filter { !$0.directives.isEmpty }
    }

    private static func append(_ type: SchemaDocument.TypeDefinition, to sites: inout [DirectiveSite]) {
        sites.append(
            DirectiveSite(
                directives: type.directives, location: DirectiveLocations(definitionOf: TypeKind(type.kind)),
                owner: .type(type.name)))
        for field in type.fields {
            sites.append(
                DirectiveSite(
                    directives: field.directives, location: .fieldDefinition, owner: .member(field.offset)))
            append(field.arguments, .argumentDefinition, to: &sites)
        }
        append(type.inputFields, .inputFieldDefinition, to: &sites)
        for value in type.enumValues {
            sites.append(
                DirectiveSite(
                    directives: value.directives, location: .enumValue, owner: .member(value.offset)))
        }
    }

    private static func append(
        _ inputs: [SchemaDocument.InputValueDefinition], _ location: DirectiveLocations,
        to sites: inout [DirectiveSite]
    ) {
        for input in inputs {
            sites.append(
                DirectiveSite(directives: input.directives, location: location, owner: .member(input.offset)))
        }
    }
}

extension DirectiveLocations {
    /// Where a directive on the definition of a type stands.
    init(definitionOf kind: TypeKind) {
        switch kind {
        case .scalar: self = .scalar
        case .object: self = .object
        case .interface: self = .interface
        case .union: self = .union
        case .enumeration: self = .enumeration
        case .inputObject: self = .inputObject
        }
    }
}
