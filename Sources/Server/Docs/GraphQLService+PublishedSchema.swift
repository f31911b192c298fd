import DataLoader
import GraphQLExecution
import Transport

extension GraphQLService<TenantSessions> {
    /// The answer to an introspection of all that a caller's view shows, whether or not the caller may
    /// introspect: it is what the pages tell, for tools. Nil if it can't be made.
    func publishedSchema(for principal: Principals.Principal) async -> String? {
        let response = await execute(
            GraphQLRequest(document: Array(introspectionQuery.utf8)), for: principal.caller,
            access: AccessPolicy(view: principal.access.view, publishesSchema: true),
            values: RequestValues(nowSeconds: 0), requestID: "docs")
        return response.kind == .data ? response.body.text : nil
    }
}

/// Everything that introspection tells: what tools ask for, with all that is deprecated.
private let introspectionQuery = """
    query Schema {
      __schema {
        description
        queryType { name }
        mutationType { name }
        subscriptionType { name }
        types { ...Type }
        directives { name description isRepeatable locations args(includeDeprecated: true) { ...Input } }
      }
    }
    fragment Type on __Type {
      kind name description specifiedByURL isOneOf
      fields(includeDeprecated: true) {
        name description isDeprecated deprecationReason
        args(includeDeprecated: true) { ...Input }
        type { ...Reference }
      }
      inputFields(includeDeprecated: true) { ...Input }
      interfaces { ...Reference }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { ...Reference }
    }
    fragment Input on __InputValue {
      name description defaultValue isDeprecated deprecationReason
      type { ...Reference }
    }
    fragment Reference on __Type {
      kind name
      ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
    }
    """
