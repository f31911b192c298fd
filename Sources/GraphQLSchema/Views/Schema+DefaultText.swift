import GraphQLLanguage

extension Schema {
    /// A default value as a literal; nil without one, and for one that names what the view hides.
    ///
    /// - Complexity: O(parts of the value × fields of its objects).
    public func defaultText(of input: InputValueDefinition, in view: SchemaView) -> String? {
        guard !view.isAll, let value = input.defaultValue else { return input.defaultText }
        return shows(value, self[input.type.named], view) ? input.defaultText : nil
    }

    private func shows(_ value: InputValue, _ type: TypeDefinition, _ view: SchemaView) -> Bool {
        switch value {
        case .list(let items): return items.allSatisfy { shows($0, type, view) }
        case .enumeration(let name):
            let index = type.enumValues.firstIndex { $0.name.hasSameBytes(as: name) }
            return index.map { view.isVisible(EnumValueID(type.id, $0)) } ?? true
        case .object(let fields):
            return fields.allSatisfy { field in
                guard let index = type.inputFields.first(where: { inputValues[$0].name == field.name }) else {
                    return true
                }
                let input = inputValues[index]
                return view.isVisible(input: index) && shows(field.value, self[input.type.named], view)
            }
        default: return true
        }
    }
}
