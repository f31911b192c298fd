/// The definitions that every schema has without writing them: introspection types and directives.
///
/// They are built once, and every schema is built upon them.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13, §4.2
enum BuiltInDefinitions {
    /// Directives of the specification, then the types behind `__schema` and `__type`.
    static let text = directives + introspectionTypes + directiveLocations

    private static let directives = """

        "Takes a field or fragment in only when the argument is true."
        directive @include("Take it in?" if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Leaves a field or fragment out when the argument is true."
        directive @skip("Leave it out?" if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Says that something will go away, and what to use instead."
        directive @deprecated("Why, in Markdown." reason: String! = "No longer supported") on
            FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
            | DIRECTIVE_DEFINITION
        "Names the document that specifies a custom scalar."
        directive @specifiedBy("Where the specification stands." url: String!) on SCALAR
        "Makes an input object take exactly one of its fields."
        directive @oneOf on INPUT_OBJECT

        """

    /// The directives of incremental delivery, for schemas that switch it on. They are on their way into the
    /// specification.
    static let incrementalDelivery = """

        "Lets a fragment be answered after the rest of the response."
        directive @defer("Deferred unless false." if: Boolean! = true, "Names the delivery." label: String) on
            FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Lets the later items of a list be answered after the rest of the response."
        directive @stream(
            "Streamed unless false." if: Boolean! = true
            "Names the delivery." label: String
            "How many items come with the list itself." initialCount: Int = 0
        ) on FIELD

        """

    private static let introspectionTypes = """
        "What a service can do: its types, where operations start, and its directives."
        type __Schema {
          description: String
          types: [__Type!]!
          queryType: __Type!
          mutationType: __Type
          subscriptionType: __Type
          directives(includeDeprecated: Boolean! = false): [__Directive!]!
        }
        "A named type, or a list or non-null around a type; `kind` tells which fields have a value."
        type __Type {
          kind: __TypeKind!
          name: String
          description: String
          specifiedByURL: String
          fields(includeDeprecated: Boolean! = false): [__Field!]
          interfaces: [__Type!]
          possibleTypes: [__Type!]
          enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
          inputFields(includeDeprecated: Boolean! = false): [__InputValue!]
          ofType: __Type
          isOneOf: Boolean
        }
        "The kinds of types."
        enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
        "A field of an object or interface type."
        type __Field {
          name: String!
          description: String
          args(includeDeprecated: Boolean! = false): [__InputValue!]!
          type: __Type!
          isDeprecated: Boolean!
          deprecationReason: String
        }
        "An argument of a field or directive, or a field of an input object."
        type __InputValue {
          name: String!
          description: String
          type: __Type!
          "The default value as a GraphQL literal."
          defaultValue: String
          isDeprecated: Boolean!
          deprecationReason: String
        }
        "A value of an enum."
        type __EnumValue {
          name: String!
          description: String
          isDeprecated: Boolean!
          deprecationReason: String
        }
        "A directive and where it may stand."
        type __Directive {
          name: String!
          description: String
          isRepeatable: Boolean!
          locations: [__DirectiveLocation!]!
          args(includeDeprecated: Boolean! = false): [__InputValue!]!
          isDeprecated: Boolean!
          deprecationReason: String
        }

        """

    private static let directiveLocations = """
        "The places where a directive may stand."
        enum __DirectiveLocation { \(DirectiveLocations.names.joined(separator: " ")) }
        """
}

extension TypeID {
    /// The type `__Schema`, the same number in every schema.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §4.2.1
    public static var introspectionSchema: TypeID { TypeID(rawValue: 5) }
    /// The type `__Type`, the same number in every schema.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §4.2.2
    public static var introspectionType: TypeID { TypeID(rawValue: 6) }
}

extension FieldID {
    /// The field `__schema: __Schema!` of the query type.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §4.2
    public static var schema: FieldID { FieldID(rawValue: 1) }
    /// The field `__type(name: String!): __Type` of the query type.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §4.2
    public static var type: FieldID { FieldID(rawValue: 2) }
    /// How many fields belong to introspection: the first ones of every schema.
    public static let introspectionCount = 43

    /// Whether the field is `__typename`, `__schema`, `__type` or belongs to an introspection type.
    public var isIntrospection: Bool { index < FieldID.introspectionCount }
}

extension TypeDefinition {
    /// Whether the type is one of those behind `__schema` and `__type`.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §4.2
    public var isIntrospection: Bool { name.hasPrefix("__") }
}
