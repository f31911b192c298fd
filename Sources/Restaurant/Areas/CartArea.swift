internal import DataLoader
internal import GraphQLExecution

/// What the API says of carts and quotes.
enum CartArea: Area {
    static let types: [any ObjectType.Type] = [
        Cart.self, CartLine.self, CartLineModifier.self, CartProblem.self, CartChange.self,
        CartCreate.self, CartLinesAdd.self, CartLineUpdate.self, CartLinesRemove.self, CartMerge.self,
        CartCustomerAttach.self, PriceQuote.self, PriceQuoteLine.self, OrderCreate.self,
        CartSubmit.self, CartUserError.self, CartRevision.self,
    ]

    static let queries: [Field] = [
        .one(
            "priceQuote", PriceQuote.ofLines, key: .id("branchId", .branch), absence: .notFound,
            requires: Branch.inScope),
        .one(
            "cart", Cart.ofSession, key: .id("id", .cart), .id("sessionId", .tableSession), .constant([1]),
            absence: .notFound),
    ]

    static let mutations: [String: MutationMaker] = [
        "cartCreate": CartCreate.mutation,
        "cartLinesAdd": CartLinesAdd.mutation,
        "cartLineUpdate": CartLineUpdate.mutation,
        "cartLinesRemove": CartLinesRemove.mutation,
        "cartMerge": CartMerge.mutation,
        "cartCustomerAttach": CartCustomerAttach.mutation,
        "orderCreate": OrderCreate.mutation,
        "cartSubmit": CartSubmit.mutation,
    ]

    static let subscriptions: [LiveSource] = [CartRevision.source]

    static let nodes: [EntityKind: NodeSource] = [.cart: NodeSource(Cart.self, Cart.byID)]
}
