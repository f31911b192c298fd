internal import DataLoader
internal import GraphQLExecution

/// What the API says of the guests whom an organization knows.
enum CustomerArea: Area {
    static let types: [any ObjectType.Type] = [
        Customer.self, CustomerDataExport.self, CustomerCreate.self, CustomerUpdate.self,
        CustomerArchive.self, CustomersMerge.self, CustomerAnonymize.self, CustomerUserError.self,
    ]
    static let paged: [String] = [Customer.typeName]
    static let queries: [Field] = [
        .one("customer", Customer.byID, key: .id("id", .customer), absence: .notFound),
        .page(
            "customers", Customer.matching, order: Customer.order, key: .words(of: "search"), .constant([1])),
        .one(
            "customerDataExport", CustomerDataExport.byID, key: .id("id", .customer), absence: .notFound),
    ]
    static let mutations: [String: MutationMaker] = [
        "customerCreate": CustomerCreate.mutation,
        "customerUpdate": CustomerUpdate.mutation,
        "customerArchive": CustomerArchive.mutation,
        "customersMerge": CustomersMerge.mutation,
        "customerAnonymize": CustomerAnonymize.mutation,
    ]
    static let nodes: [EntityKind: NodeSource] = [
        .customer: NodeSource(Customer.self, Customer.byID)
    ]
}
