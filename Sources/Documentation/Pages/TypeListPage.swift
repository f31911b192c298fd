import GraphQLSchema

/// All types, by kind and name.
struct TypeListPage {
    let site: DocumentationSite

    var content: HTML {
        let kinds: [TypeKind] = [.object, .interface, .union, .enumeration, .inputObject, .scalar]
        let directives = site.schema.directives.map { directive -> HTML in
            "<li>\(PageParts(site: site).link(directive.coordinate))</li>"
        }
        return """
            <h1>Types</h1>
            \(kinds.map(list).joined())<h2 id="directives">Directives</h2>
            <ul class="names">\(directives.joined())</ul>

            """
    }

    private func list(_ kind: TypeKind) -> HTML {
        let types = site.schema.types.filter { type in
            type.kind == kind && !type.isIntrospection && site.view.isVisible(type.id)
                && RootKind(type.id, of: site.schema) == nil
        }.sorted { $0.name < $1.name }
        guard !types.isEmpty else { return .empty }
        let items = types.map { type -> HTML in "<li>\(PageParts(site: site).link(type.name))</li>" }
        return """
            <h2 id="\(kind.word)">\(kind.title)</h2>
            <ul class="names">\(items.joined())</ul>

            """
    }
}
