import GraphQLLanguage

/// Gathers the changes from one schema to another.
struct SchemaComparison {
    let old: Schema
    let new: Schema
    /// The changes so far.
    private(set) var changes: [SchemaChange] = []

    init(old: Schema, new: Schema) {
        self.old = old
        self.new = new
    }

    /// Notes a change.
    mutating func note(_ kind: SchemaChange.Kind, _ coordinate: String, _ message: String) {
        changes.append(SchemaChange(kind: kind, coordinate: coordinate, message: message))
    }

    /// Notes a description that is another one now.
    mutating func compareDescriptions(_ coordinate: String, _ old: String?, _ new: String?) {
        if old != new { note(.descriptionChanged, coordinate, "has another description") }
    }

    /// Compares where each kind of operation begins.
    ///
    /// A kind that is new breaks nobody; its type is told as any other.
    mutating func compareRoots() {
        for kind in [Document.OperationKind.query, .mutation, .subscription] {
            guard let before = old.rootType(kind) else { continue }
            let name = old[before].name
            guard let after = new.rootType(kind) else {
                note(.rootTypeRemoved, name, "is no longer the type of every \(kind.keyword)")
                continue
            }
            if new[after].name != name {
                note(
                    .rootTypeChanged, name,
                    "gave way to \(new[after].name) as the type of every \(kind.keyword)")
            }
        }
    }

    /// Compares all types.
    mutating func compareTypes() {
        let (before, after) = (old.comparedTypes, new.comparedTypes)
        let difference = Difference(before, after, name: \.name)
        for type in difference.removed {
            let why = type.builtInScalar == nil ? "" : ": nothing has the type any more"
            note(.typeRemoved, type.name, "was removed\(why)")
        }
        for type in difference.added { note(.typeAdded, type.name, "was added") }
        for (old, new) in difference.kept { compare(old, new) }
    }

    private mutating func compare(_ type: TypeDefinition, _ other: TypeDefinition) {
        compareDescriptions(type.name, type.description, other.description)
        guard type.kind == other.kind else {
            return note(
                .typeChangedKind, type.name,
                "changed from \(type.kind.indefinite) to \(other.kind.indefinite)")
        }
        switch type.kind {
        case .object, .interface:
            compareFields(type, other)
            compareInterfaces(type, other)
        case .inputObject:
            if other.isOneOf, !type.isOneOf { note(.oneOfAdded, type.name, "takes exactly one field now") }
            compareInputFields(type, other)
        case .enumeration: compareValues(type, other)
        case .union: compareMembers(type, other)
        case .scalar: break
        }
    }

    private mutating func compareMembers(_ type: TypeDefinition, _ other: TypeDefinition) {
        let difference = Difference(
            type.members.map { old[$0].name }, other.members.map { new[$0].name }, name: \.self)
        for name in difference.added { note(.typeAddedToUnion, type.name, "has the new member \(name)") }
        for name in difference.removed { note(.typeRemovedFromUnion, type.name, "lost the member \(name)") }
    }

    private mutating func compareValues(_ type: TypeDefinition, _ other: TypeDefinition) {
        let difference = Difference(type.enumValues, other.enumValues, name: \.name)
        for value in difference.added { note(.valueAddedToEnum, "\(type.name).\(value.name)", "was added") }
        for value in difference.removed {
            note(.valueRemovedFromEnum, "\(type.name).\(value.name)", "was removed")
        }
        for (old, new) in difference.kept {
            compareDescriptions("\(type.name).\(old.name)", old.description, new.description)
        }
    }

    private mutating func compareInterfaces(_ type: TypeDefinition, _ other: TypeDefinition) {
        let difference = Difference(
            type.interfaces.map { old[$0].name }, other.interfaces.map { new[$0].name }, name: \.self)
        for name in difference.added {
            note(.implementedInterfaceAdded, type.name, "implements \(name) now")
        }
        for name in difference.removed {
            note(.implementedInterfaceRemoved, type.name, "implements \(name) no longer")
        }
    }
}

extension Schema {
    /// The types that documents can name: those of the text, and the built-in scalars that something has.
    fileprivate var comparedTypes: [TypeDefinition] {
        var named = Set(fields.map(\.type.named))
        for type in types { named.formUnion(inputValues[type.inputFields].map(\.type.named)) }
        for field in fields { named.formUnion(inputValues[field.arguments].map(\.type.named)) }
        for directive in directives {
            named.formUnion(inputValues[directive.arguments].map(\.type.named))
        }
        return types.filter { type in
            !type.isIntrospection && (type.builtInScalar == nil || named.contains(type.id))
        }
    }
}
