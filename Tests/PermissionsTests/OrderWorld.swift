import GraphQLSchema
import Permissions

/// A small restaurant: what the tests of permission files decide on.
enum OrderWorld {
    static let sdl = """
        directive @reads(field: String!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
        directive @readsNothing on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
        interface Node { id: ID! }
        type Query {
          order(id: ID!): Order
          orders(
            first: Int! = 50, status: Status @readsNothing, filter: OrderFilter, orderBy: OrderOrder
          ): [Order!]
          customers: [Customer!]
          node(id: ID!): Node
        }
        type Mutation {
          orderConfirm(id: ID!): Order
          refund(input: RefundInput!): Order
        }
        type Order implements Node {
          id: ID!
          number: Int!
          total: Int!
          cost: Int
          customer: Customer
        }
        type Customer implements Node {
          id: ID!
          name: String!
          phone: String
          born: Date
        }
        input OrderFilter {
          number: Int @reads(field: "Order.number")
          cost: Int @reads(field: "Order.cost")
        }
        enum OrderOrder { NUMBER @reads(field: "Order.number") TOTAL @reads(field: "Order.total") }
        input RefundInput { orderId: ID! amount: Int! reason: Reason }
        enum Reason { WRONG COLD GIFT }
        enum Status { OPEN DONE CANCELED }
        scalar Date
        """

    /// A file with every power of the language.
    static let yaml = """
        version: 1
        defaults: { unlisted: deny, otherwise: hide, introspection: role, maxPage: 100 }
        claims:
          branches: { from: caller.branches, type: "[ID!]", default: all }
          session: { from: caller.session, type: ID }
        roles:
          PUBLIC: {}
          CUSTOMER: { inherits: [PUBLIC], limits: { cost: 1000, rate: 10/s, page: 20 } }
          STAFF: { inherits: [PUBLIC], abstract: true }
          KITCHEN: { inherits: [STAFF], introspection: none }
          WAITER: { inherits: [STAFF], limits: { cost: 5000, rate: 600/min } }
          CASHIER: { inherits: [STAFF] }
          MANAGER: { inherits: [WAITER, CASHIER, KITCHEN], introspection: full }
          ADMIN: { inherits: [MANAGER] }
          INTEGRATOR: { inherits: [PUBLIC] }
          "orders:read": { inherits: [INTEGRATOR], keyScope: true }
        scopes:
          ownBranches: { Order: "branch_id = ANY(:branches)" }
          ownSession: { Order: "session_id = :session AND NOT status IN ('CANCELED')" }
        masks: { phone: last4 }
        types:
          Query:
            fields:
              "order, orders": { allow: [CUSTOMER, STAFF, "orders:read"] }
              customers: { allow: [CASHIER, WAITER] }
              node: { allow: [STAFF] }
          Mutation:
            fields:
              orderConfirm: { allow: [WAITER], on: { id: ownBranches } }
              refund:
                allow: [CASHIER]
                input:
                  amount: { max: { CASHIER: 5000, ADMIN: none } }
                  reason: { values: { CASHIER: [WRONG] } }
          Order:
            rows: { CUSTOMER: ownSession, STAFF: ownBranches, ADMIN: all, "orders:read": all }
            fields:
              "id, number": { allow: [CUSTOMER, STAFF, "orders:read"] }
              total: { allow: [CUSTOMER, WAITER, CASHIER], deny: [KITCHEN] }
              cost: { allow: [MANAGER], otherwise: "null" }
              customer: { allow: [CASHIER, WAITER], otherwise: error }
          Customer:
            fields:
              "id, name": { allow: [CASHIER, WAITER] }
              phone: { allow: [CASHIER], mask: { WAITER: phone }, otherwise: "null" }
              born: { allow: [MANAGER], mask: { CASHIER: year } }
          Status:
            values:
              CANCELED: { allow: [STAFF] }
        tests: []
        """

    /// Compiles the file, or one that differs in some places.
    static func permissions(_ changes: [(String, String)] = []) throws -> Permissions {
        try Permissions(yaml: changed(changes), file: "p.yaml", schema: Schema(sdl: sdl))
    }

    /// The file with some places changed.
    static func changed(_ changes: [(String, String)]) -> String {
        changes.reduce(yaml) { text, change in
            precondition(text.contains(change.0), change.0)
            return text.replacing(change.0, with: change.1, maxReplacements: 1)
        }
    }

    /// What the CSV report by role says of a field; nil when it has no such line.
    static func access(_ permissions: Permissions, _ role: String, _ type: String, _ name: String) -> String?
    {
        let lines = PermissionReport.text(permissions, by: .role, as: .csv).split(separator: "\r\n")
        return lines.lazy.map(cells).first { $0[0] == role && $0[1] == type && $0[3] == name }?[4]
    }

    /// The values of a line, quotes taken off.
    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}
