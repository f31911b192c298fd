import GraphQLSchema

/// The selections below `__schema` or `__type`, ready to be written.
final class IntrospectionPlan: Sendable {
    /// One field of an introspection type.
    struct Selection: Sendable {
        /// `"key":` or `,"key":`.
        let key: [UInt8]
        let field: IntrospectionField
        /// Index into `Plan.arguments`, or -1.
        let arguments: Int32
        /// Index into `scopes` of what is selected below, or -1.
        let scope: Int
        /// Whether the position is non-null.
        let isNonNull: Bool
        /// For no field: a condition of the selections is null.
        var undecided: UndecidedCondition?

        /// Stands for selections whose condition is null.
        static func undecided(_ condition: UndecidedCondition) -> Selection {
            Selection(
                key: [], field: .typename, arguments: -1, scope: -1, isNonNull: true, undecided: condition)
        }

        /// The response key.
        var responseName: String {
            String(decoding: key.drop { $0 != 0x22 }.dropFirst().dropLast(2), as: UTF8.self)
        }
    }

    let schema: Schema
    let listed: ListedTypes
    /// The selections of each introspection type at each place.
    let scopes: [[Selection]]
    /// The scope of `__schema` or `__type` itself.
    let root: Int
    /// The arguments of `__type`, by index into `Plan.arguments`; -1 for `__schema`.
    let arguments: Int32

    /// Roughly how many bytes it holds, for the cache's budget; the schema is shared.
    var byteCount: Int { scopes.reduce(listed.types.count * 16) { $0 + $1.count * 96 + 32 } }

    init(_ schema: Schema, _ listed: ListedTypes, scopes: [[Selection]], root: Int, arguments: Int32) {
        self.schema = schema
        self.listed = listed
        self.scopes = scopes
        self.root = root
        self.arguments = arguments
    }
}
