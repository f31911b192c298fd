/// One difference between two schemas, as those who send documents see it.
///
/// - SeeAlso: GraphQL Sep 2025 §3
public struct SchemaChange: Sendable, Equatable, CustomStringConvertible {
    /// What a change can do to documents that were valid.
    public enum Severity: String, Sendable, CaseIterable {
        /// Some become invalid.
        case breaking
        /// All stay valid, but may be answered with what their sender does not know.
        case dangerous
        /// Nothing.
        case safe
    }

    /// The kinds of changes, named as other tools name them; three of ours that these do not know.
    public enum Kind: String, Sendable, CaseIterable {
        case typeRemoved = "TYPE_REMOVED"
        case typeChangedKind = "TYPE_CHANGED_KIND"
        case typeRemovedFromUnion = "TYPE_REMOVED_FROM_UNION"
        case valueRemovedFromEnum = "VALUE_REMOVED_FROM_ENUM"
        case requiredInputFieldAdded = "REQUIRED_INPUT_FIELD_ADDED"
        case implementedInterfaceRemoved = "IMPLEMENTED_INTERFACE_REMOVED"
        case fieldRemoved = "FIELD_REMOVED"
        case fieldChangedKind = "FIELD_CHANGED_KIND"
        case requiredArgumentAdded = "REQUIRED_ARG_ADDED"
        case argumentRemoved = "ARG_REMOVED"
        case argumentChangedKind = "ARG_CHANGED_KIND"
        case directiveRemoved = "DIRECTIVE_REMOVED"
        case directiveArgumentRemoved = "DIRECTIVE_ARG_REMOVED"
        case requiredDirectiveArgumentAdded = "REQUIRED_DIRECTIVE_ARG_ADDED"
        case directiveRepeatableRemoved = "DIRECTIVE_REPEATABLE_REMOVED"
        case directiveLocationRemoved = "DIRECTIVE_LOCATION_REMOVED"
        /// Ours: a kind of operation is gone.
        case rootTypeRemoved = "ROOT_TYPE_REMOVED"
        /// Ours: a kind of operation begins at another type.
        case rootTypeChanged = "ROOT_TYPE_CHANGED"
        /// Ours: an input object takes exactly one field now.
        case oneOfAdded = "ONE_OF_ADDED"

        case valueAddedToEnum = "VALUE_ADDED_TO_ENUM"
        case typeAddedToUnion = "TYPE_ADDED_TO_UNION"
        case optionalInputFieldAdded = "OPTIONAL_INPUT_FIELD_ADDED"
        case optionalArgumentAdded = "OPTIONAL_ARG_ADDED"
        case implementedInterfaceAdded = "IMPLEMENTED_INTERFACE_ADDED"
        case argumentDefaultValueChange = "ARG_DEFAULT_VALUE_CHANGE"
        case inputFieldDefaultValueChange = "INPUT_FIELD_DEFAULT_VALUE_CHANGE"

        case typeAdded = "TYPE_ADDED"
        case directiveAdded = "DIRECTIVE_ADDED"
        case fieldAdded = "FIELD_ADDED"
        case directiveRepeatableAdded = "DIRECTIVE_REPEATABLE_ADDED"
        case directiveLocationAdded = "DIRECTIVE_LOCATION_ADDED"
        case optionalDirectiveArgumentAdded = "OPTIONAL_DIRECTIVE_ARG_ADDED"
        case fieldChangedKindSafe = "FIELD_CHANGED_KIND_SAFE"
        case argumentChangedKindSafe = "ARG_CHANGED_KIND_SAFE"
        case argumentDefaultValueAdded = "ARG_DEFAULT_VALUE_ADDED"
        case inputFieldDefaultValueAdded = "INPUT_FIELD_DEFAULT_VALUE_ADDED"
        case descriptionChanged = "DESCRIPTION_CHANGED"

        /// What changes of the kind can do.
        public var severity: Severity {
            switch self {
            case .typeRemoved, .typeChangedKind, .typeRemovedFromUnion, .valueRemovedFromEnum,
                .requiredInputFieldAdded, .implementedInterfaceRemoved, .fieldRemoved, .fieldChangedKind,
                .requiredArgumentAdded, .argumentRemoved, .argumentChangedKind, .directiveRemoved,
                .directiveArgumentRemoved, .requiredDirectiveArgumentAdded, .directiveRepeatableRemoved,
                .directiveLocationRemoved, .rootTypeRemoved, .rootTypeChanged, .oneOfAdded:
                .breaking
            case .valueAddedToEnum, .typeAddedToUnion, .optionalInputFieldAdded, .optionalArgumentAdded,
                .implementedInterfaceAdded, .argumentDefaultValueChange, .inputFieldDefaultValueChange:
                .dangerous
            case .typeAdded, .directiveAdded, .fieldAdded, .directiveRepeatableAdded,
                .directiveLocationAdded, .optionalDirectiveArgumentAdded, .fieldChangedKindSafe,
                .argumentChangedKindSafe, .argumentDefaultValueAdded, .inputFieldDefaultValueAdded,
                .descriptionChanged:
                .safe
            }
        }
    }

    /// What kind of change it is.
    public let kind: Kind
    /// The schema coordinate of what changed: of the old schema, or of the new one for what was added.
    public let coordinate: String
    /// What changed, in words; `coordinate` is their subject.
    public let message: String

    /// What the change can do to documents that were valid.
    public var severity: Severity { kind.severity }

    /// The change in one line, `severity KIND coordinate message`.
    public var description: String { "\(severity.rawValue) \(kind.rawValue) \(coordinate) \(message)" }
}

extension Schema {
    /// What changes for those who send documents when a new schema takes this one's place: breaking changes
    /// first, then dangerous and safe ones, each in the order of the texts.
    ///
    /// Both schemas must be checked ones.
    ///
    /// - Complexity: O(types + fields + arguments of both schemas), members of one type looked up by name.
    public func changes(to new: Schema) -> [SchemaChange] {
        var comparison = SchemaComparison(old: self, new: new)
        comparison.compareRoots()
        comparison.compareTypes()
        comparison.compareDirectives()
        return SchemaChange.Severity.allCases.flatMap { severity in
            comparison.changes.filter { $0.severity == severity }
        }
    }
}
