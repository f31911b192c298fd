import GraphQLSchema
import Permissions
import Testing

/// Each broken file is refused, with the line and column of what is wrong.
struct BrokenFileTests {
    @Test(arguments: forms + names + conditions + contradictions)
    func `a broken file is refused with its place`(_ file: BrokenFile) throws {
        let schema = try Schema(sdl: OrderWorld.sdl)
        let (yaml, line) = try file.read()

        let gaps = try #require(throws: PermissionGaps.self) {
            try Permissions(yaml: yaml, file: "p.yaml", schema: schema)
        }

        #expect(gaps.lines.contains(line), "\(gaps)")
    }

    @Test
    func `the file that the broken ones are made of is good`() throws {
        let permissions = try OrderWorld.permissions()

        #expect(permissions.roles.count == 8)
        #expect(permissions.keyScopes == ["orders:read"])
    }

    private static let maskForms =
        "the mask phone must be last4, initial+domain, year, { bucket: … } or { constant: … }"

    static let forms = [
        BrokenFile("version: 1", "version: ▲2", "version must be 1"),
        BrokenFile("version: 1\n", "▲", "version is missing: it must be 1"),
        BrokenFile("unlisted: deny", "unlisted: ▲allow", "unlisted must be deny"),
        BrokenFile(
            "otherwise: hide", "otherwise: ▲hid",
            "otherwise must be error, hide or null, did you mean hide?"),
        BrokenFile(
            "introspection: role", "introspection: ▲all", "introspection must be full, none or role"),
        BrokenFile("maxPage: 100", "maxPage: ▲0", "maxPage must be a whole number from 1 to 100"),
        BrokenFile(
            "tests: []", "▲tets: []",
            "unknown key tets of the file, did you mean tests?: version, defaults, claims, roles, scopes, "
                + "masks, types, tests are known"),
        BrokenFile(
            "abstract: true }", "▲abstrct: true }",
            "unknown key abstrct of the role STAFF, did you mean abstract?: inherits, abstract, keyScope, "
                + "besides, introspection, tenants, writes, limits are known"),
        BrokenFile("abstract: true }", "abstract: ▲maybe }", "abstract must be true or false"),
        BrokenFile("abstract: true }", "besides: ▲true }", "besides must be pin"),
        BrokenFile(
            "  STAFF: {", "  ▲STAFF: { besides: pin,",
            "STAFF is held by PIN sign-ins: it is neither abstract nor a scope"),
        BrokenFile("rate: 10/s", "rate: ▲10/day", "rate must be as 10/s, 600/min or 1000/h"),
        BrokenFile("page: 20 }", "page: ▲101 }", "page must be a whole number from 1 to 100"),
        BrokenFile("cost: 1000,", "cost: ▲-1,", "cost must be a whole number from 1 to 1000000"),
        BrokenFile(
            "inherits: [WAITER, CASHIER, KITCHEN]", "inherits: ▲WAITER",
            "inherits must be a list, as in [A, B]"),
        BrokenFile("PUBLIC: {}", "PUBLIC: ▲[]", "the role PUBLIC must be a mapping"),
        BrokenFile("phone: last4", "phone: ▲last5", maskForms + ", did you mean last4?"),
        BrokenFile(
            "phone: last4", "phone: { bucket: ▲none }",
            "bucket must be a whole number from 1 to 1000000000"),
        BrokenFile("  CASHIER: {", "  ▲WAITER: {", "WAITER stands here twice, first at 11:3"),
        BrokenFile(
            "PUBLIC: {}", "PUBLIC: { limits: {}, ▲limits: {} }", "limits stands here twice, first at 7:13"),
        BrokenFile("tests: []", "tests: ▲]", "no YAML: did not find expected node content"),
        BrokenFile(#""id, number""#, #""id,▲, number""#, "a name is missing between commas"),
        BrokenFile(#""id, number""#, #""▲id number""#, "id number: a comma is missing between names"),
    ]

    static let names = [
        BrokenFile(
            "inherits: [WAITER, CASHIER", "inherits: [▲WAITR, CASHIER",
            "unknown role WAITR, did you mean WAITER?"),
        BrokenFile(
            "PUBLIC: {}", "PUBLIC: { inherits: [▲STAFF] }",
            "the role PUBLIC inherits from itself through STAFF"),
        BrokenFile(
            "STAFF: { inherits: [PUBLIC], abstract: true }",
            "STAFF: { inherits: [PUBLIC], abstract: true }\n  ▲BAND: { abstract: true }",
            "nobody holds BAND: it is abstract and no role inherits from it"),
        BrokenFile(
            "total: { allow: [CUSTOMER", "total: { allow: [▲CUSTOMR",
            "unknown role CUSTOMR, did you mean CUSTOMER?"),
        BrokenFile("total: {", "▲totel: {", "unknown field Order.totel, did you mean total?"),
        BrokenFile("  Customer:\n", "  ▲Custommer:\n", "unknown type Custommer, did you mean Customer?"),
        BrokenFile(
            "CUSTOMER: ownSession, STAFF", "CUSTOMER: ▲ownSesion, STAFF",
            "unknown scope ownSesion, did you mean ownSession?"),
        BrokenFile(
            "mask: { WAITER: phone }", "mask: { WAITER: ▲phon }", "unknown mask phon, did you mean phone?"),
        BrokenFile(
            "from: caller.branches", "from: ▲caller.branch",
            "unknown source caller.branch, did you mean caller.branches?: caller.organization, "
                + "caller.branches, caller.user, caller.member, caller.session, caller.customer, "
                + "caller.role are known"),
        BrokenFile(#"type: "[ID!]""#, "type: ▲ID", "caller.branches is [ID!], not ID"),
        BrokenFile(
            "CANCELED: { allow", "▲CANCELLED: { allow",
            "unknown value Status.CANCELLED, did you mean CANCELED?"),
        BrokenFile(
            "  amount: {", "  ▲amout: {", "RefundInput has no input amout, did you mean amount?"),
        BrokenFile(
            "CASHIER: [WRONG]", "CASHIER: [▲WRNG]", "unknown value Reason.WRNG, did you mean WRONG?"),
        BrokenFile(
            "on: { id:", "on: { ▲ids:", "Mutation.orderConfirm has no input ids, did you mean id?"),
        BrokenFile(
            "ownBranches: { Order:", "ownBranches: { ▲Ordr:", "unknown type Ordr, did you mean Order?"),
        BrokenFile(
            "tests: []", "tests: [{ as: { role: WAITER }, can: [▲Order.totl] }]",
            "unknown coordinate Order.totl, did you mean Order.total?"),
        BrokenFile(
            "tests: []", "tests: [{ as: { role: WAITER, ▲branch: [a] }, can: [Order.id] }]",
            "unknown claim branch, did you mean branches?"),
        BrokenFile(
            "tests: []", "tests: [{ as: { role: ▲STAFF }, can: [Order.id] }]",
            "STAFF is abstract: nobody holds it"),
        BrokenFile(
            "branch_id = ANY(:branches)\" }\n  ownSession: { Order: \"session_id = :session AND NOT status "
                + "IN ('CANCELED')\" }",
            "branch_id = ANY(:branches) AND number IN (SELECT number FROM marks)\" }\n"
                + "  ownSession: { Order: \"session_id = :session\" }",
            tests: "tests: [{ as: { role: WAITER }, row: { ▲Order: { number: 1 } }, can: [Order.id] }]",
            "only a database can tell whether the scope ownBranches has this row: its condition reads "
                + "another table"),
    ]

    static let conditions = [
        BrokenFile(
            "branch_id = ANY", "▲branchId = ANY",
            "scope ownBranches: branchId is no SQL identifier: write it as in branch_id"),
        BrokenFile("ANY(:branches)", "ANY(▲:branch)", "unknown claim :branch, did you mean branches?"),
        BrokenFile(
            "session_id = :session", "session_id = ▲:branches",
            ":branches is a list: compare with = ANY(:branches)"),
        BrokenFile(
            "ANY(:branches)", "ANY(▲:session)", ":session is one value: compare with = :session"),
        BrokenFile(
            "ANY(:branches)", "ANY(:branches)▲; DROP TABLE orders",
            "scope ownBranches: ; cannot stand in a scope"),
        BrokenFile("ANY(:branches)", "ANY(:branches) ▲-- all", "scope ownBranches: - is no number"),
        BrokenFile(
            "status IN ('CANCELED')", "lower▲(status) = 'x'",
            "scope ownSession: expected a comparison, found ("),
        BrokenFile("('CANCELED')", "('CANCELED'▲", "scope ownSession: ) is missing at the end"),
        BrokenFile(
            "session_id = :session", String(repeating: "(", count: 16) + "▲((session_id = :session",
            "scope ownSession: deeper than 16 levels"),
    ]

    private static let rows =
        "rows: { CUSTOMER: ownSession, STAFF: ownBranches, ADMIN: all, \"orders:read\": all }"

    static let contradictions = [
        BrokenFile(
            #""id, name": { allow: [CASHIER, WAITER] }"#,
            #""id, name": { allow: [CASHIER, WAITER], otherwise: ▲error }"#,
            "Customer.id is ID!: it can be hidden, not error"),
        BrokenFile(
            "mask: { CASHIER: year", "mask: { ▲CASHIER: last4",
            "Customer.born is Date: no mask last4 for it"),
        BrokenFile(
            "cost: { allow: [MANAGER]", "cost: { allow: [MANAGER, ▲ADMIN]",
            "Order.cost: ADMIN has it already, it inherits from MANAGER"),
        BrokenFile(
            "customers: { allow: [CASHIER, WAITER] }", "▲customers: { allow: [] }",
            "no role can read Query.customers"),
        BrokenFile(
            "deny: [KITCHEN]", "deny: [KITCHEN, ▲INTEGRATOR]",
            "Order.total denies INTEGRATOR, to whom nothing grants it"),
        BrokenFile(
            "customers: { allow: [CASHIER, WAITER] }",
            "customers: { allow: [▲CASHIER, WAITER], deny: [CASHIER] }",
            "Query.customers grants to CASHIER what it denies to all who hold it"),
        BrokenFile(
            #"ADMIN: all, "orders:read": all"#, #"ADMIN: all, INTEGRATOR: all, ▲"orders:read": all"#,
            "rows of Order: orders:read inherits these rows already"),
        BrokenFile(
            rows + "\n    fields:\n      \"id, number\": { allow: [CUSTOMER",
            "rows: { STAFF: ownBranches, ADMIN: all, \"orders:read\": all }\n    fields:\n"
                + "      \"id, number\": { allow: [▲CUSTOMER",
            "Order.id is granted to CUSTOMER, but rows of Order gives it none"),
        BrokenFile(
            rows + "\n    fields:\n      \"id, number\": { allow: [CUSTOMER, STAFF, \"orders:read\"] }\n"
                + "      total: { allow: [CUSTOMER, WAITER, CASHIER], deny: [KITCHEN] }",
            "rows: { CUSTOMER: ownSession, WAITER: ownSession, STAFF: ownBranches }\n    fields:\n"
                + "      \"id, number\": { allow: [CUSTOMER, STAFF] }\n"
                + "      ▲total: { allow: [CUSTOMER, WAITER] }",
            "Order.total is Int!, and MANAGER sees it on some rows only: grant it on all of them, mask it "
                + "or make it nullable"),
        BrokenFile(
            ", otherwise: error }\n  Customer:\n    fields:\n      \"id, name\": { allow: [CASHIER",
            " }\n  Customer:\n    fields:\n      \"id, name\": { allow: [▲CUSTOMER, CASHIER",
            "Customer.id is granted to CUSTOMER, but no field that it sees leads to a Customer"),
        BrokenFile(
            "\"order, orders\": { allow: [CUSTOMER, STAFF, \"orders:read\"] }",
            "orders: { allow: [CUSTOMER, STAFF, \"orders:read\"] }\n"
                + "      order: { allow: [CUSTOMER, STAFF], arguments: { ▲id: { allow: [STAFF] } } }",
            "Query.order(id:) must be given, but is hidden from CUSTOMER, which sees Query.order"),
        BrokenFile(
            "scopes:\n", "scopes:\n  ▲idle: { Order: \"number = 1\" }\n", "no entry uses the scope idle"),
        BrokenFile("masks: {", "masks: { ▲idle: year,", "no entry uses the mask idle"),
        BrokenFile(
            "claims:\n", "claims:\n  ▲user: { from: caller.user, type: ID }\n",
            "no scope reads the claim user"),
        BrokenFile(
            "  Customer:\n    fields:\n      \"id, name\": { allow: [CASHIER, WAITER] }",
            "  Customer:\n    fields:\n      name: { allow: [CASHIER, WAITER] }\n"
                + "      ▲id: { allow: [CASHIER] }",
            "Customer.id is hidden from WAITER, which sees Order.id: Node has it for all or for none"),
        BrokenFile(
            "  Customer:\n", "  Node: { fields: { id: { allow: [▲PUBLIC] } } }\n  Customer:\n",
            "Node.id is granted to PUBLIC, but no type behind it shows it: grants are written on object types"
        ),
        BrokenFile(
            "  Customer:\n", "  Node: { fields: { ▲id: { allow: [KITCHEN] } } }\n  Customer:\n",
            "Node.id is not granted to WAITER, but types behind it show it: grants are written on object "
                + "types"),
        BrokenFile(
            "  Customer:\n    fields:\n      \"id, name\": { allow: [CASHIER, WAITER] }",
            "  ▲Customer:\n    fields:\n      id: { allow: [CASHIER, WAITER] }",
            "Customer.name: no permission entry"),
        BrokenFile(
            "orderConfirm: { allow: [WAITER], on: { id: ownBranches } }",
            "▲orderConfirm: { allow: [WAITER], max: 3 }",
            "max, force and values are for arguments and input fields"),
    ]
}
