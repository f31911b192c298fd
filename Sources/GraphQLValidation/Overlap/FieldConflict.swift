import GraphQLLanguage

/// Two fields that cannot answer under one name.
struct FieldConflict {
    /// The name that they would answer under.
    let responseName: NameID
    /// Why they cannot.
    let reason: String
    /// Where the one field stands, and the fields below it that are to blame.
    let first: [Int32]
    /// Where the other field stands, and the fields below it that are to blame.
    let second: [Int32]
}
