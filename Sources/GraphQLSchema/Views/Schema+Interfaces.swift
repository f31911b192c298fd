extension Schema {
    /// The interfaces of a type that a view lets it have: the type shows all that these show.
    ///
    /// - Complexity: O(fields of the interfaces).
    public func interfaces(of type: TypeDefinition, in view: SchemaView) -> [TypeID] {
        type.interfaces.filter { interface in
            view.isVisible(interface)
                && fields[self[interface].fields].allSatisfy { field in
                    !view.isVisible(field.id)
                        || self.field(field.symbol, of: type.id).map { view.isVisible($0) } ?? true
                }
        }
    }
}
