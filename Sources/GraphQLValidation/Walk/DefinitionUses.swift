import GraphQLLanguage
import GraphQLSchema

/// The fragments and variables that one operation or fragment mentions itself.
struct DefinitionUses {
    /// One place where a variable stands.
    struct Variable {
        let name: NameID
        let offset: Int32
        /// The type expected there; nil where it is not known.
        let type: FieldType?
        /// Whether the place has a default value that stands in for a missing variable.
        let hasDefault: Bool
        /// The OneOf input object whose field it is; nil elsewhere.
        let oneOf: TypeID?
    }

    /// Indices into `Document.fragmentSpreads`, in source order.
    var spreads: [Int32] = []
    /// The variables, in source order.
    var variables: [Variable] = []
}
