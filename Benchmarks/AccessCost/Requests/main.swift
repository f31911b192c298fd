// Runs one request again and again under one access policy, for `run` to count instructions.
//
// Arguments: the policy (`all` or `role`), the workload (`tiny` or `row`), and how often.

import GraphQLExecution
import GraphQLSchema

struct Dish: Sendable { let number: Int }

let schema = try Schema(
    sdl: """
        type Query { dish(id: ID!): Dish dishes(first: Int = 10): [Dish!]! staff: [Dish!] }
        type Mutation { dishDelete(id: ID!, reason: Reason): Dish }
        enum Reason { SOLD_OUT SPOILED STOLEN }
        type Dish { id: ID! name: String! price: Int! cost: Int supplier: String margin: Int }
        """)
let dishes = ArraySource(
    "Dish", of: (0..<100).map(Dish.init),
    columns: [
        .text("id") { "\($0.number)" }, .text("name") { "Dish \($0.number)" },
        .integer("price") { $0.number },
        .integer("cost") { $0.number }, .text("supplier") { _ in "Supplier" },
        .integer("margin") { $0.number },
    ])
let service = try GraphQLService(
    schema: schema,
    resolvers: [
        ObjectResolver(
            typeName: "Query",
            fields: [
                dishes.one("dish", where: "id", equals: .argument("id")), dishes.all("dishes"),
                dishes.all("staff"),
            ]),
        ObjectResolver(
            typeName: "Mutation", fields: [dishes.one("dishDelete", where: "id", equals: .argument("id"))]),
        dishes.resolver(in: schema),
    ])

/// A role with every kind of rule, of which the workloads meet none that depends on a row.
func role() -> AccessPolicy {
    var rules = AccessRules()
    func fields(_ type: TypeID, _ names: [String]) -> Set<FieldID> {
        Set(names.compactMap { schema.field(named: $0, of: type) })
    }
    guard let dish = schema.type(named: "Dish"), let supplier = schema.field(named: "supplier", of: dish),
        let cost = schema.field(named: "cost", of: dish)
    else { return .all }
    rules.grants = [
        ObjectGrant(type: schema.queryType, fields: fields(schema.queryType, ["dish", "dishes"])),
        ObjectGrant(type: dish, fields: fields(dish, ["id", "name", "price"]), masks: [supplier: .last4]),
        ObjectGrant(
            type: dish, rows: .matching(RowRule(name: "own", condition: "")), fields: fields(dish, ["margin"])
        ),
    ]
    rules.denials = [cost: .error]
    for (index, input) in schema.inputValues.enumerated() where input.name == "first" {
        var rule = InputRule()
        rule.maximum = 20
        rules.inputs[index] = rule
    }
    return AccessPolicy(rules, schema: schema)
}

let arguments = CommandLine.arguments
let access = arguments[1] == "all" ? AccessPolicy.all : role()
let document = arguments[2] == "tiny" ? "{ __typename }" : #"{ dish(id: "7") { id name price } }"#
let request = GraphQLRequest(document: Array(document.utf8))
var byteCount = 0
for _ in 0...(Int(arguments[3]) ?? 0) {
    let response = await service.execute(
        request, for: (), access: access, values: RequestValues(nowSeconds: 0), requestID: "")
    precondition(response.kind == .data, "the workload must be allowed")
    byteCount &+= response.body.count
}
print(byteCount)
