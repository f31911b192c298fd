import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

/// The schema that the GraphQL reference implementation validates its test queries on, and a `Menu` for
/// depth.
let dogSchema: Schema = {
    do {
        return try Schema(
            sdl: """
                interface Mammal { mother: Mammal father: Mammal }
                interface Pet { name(surname: Boolean): String }
                interface Canine implements Mammal & Pet {
                  name(surname: Boolean): String mother: Canine father: Canine
                }
                enum DogCommand { SIT HEEL DOWN }
                type Dog implements Pet & Mammal & Canine {
                  name(surname: Boolean): String
                  nickname: String
                  barkVolume: Int
                  barks: Boolean
                  doesKnowCommand(dogCommand: DogCommand): Boolean
                  isHouseTrained(atOtherHomes: Boolean = true): Boolean
                  isAtLocation(x: Int, y: Int): Boolean
                  mother: Dog
                  father: Dog
                }
                type Cat implements Pet {
                  name(surname: Boolean): String
                  nickname: String
                  meows: Boolean
                  meowVolume: Int
                  furColor: FurColor
                }
                union CatOrDog = Cat | Dog
                type Human { name(surname: Boolean): String pets: [Pet] relatives: [Human]! }
                enum FurColor { BROWN BLACK TAN SPOTTED }
                input ComplexInput {
                  requiredField: Boolean!
                  nonNullField: Boolean! = false
                  intField: Int
                  stringField: String
                  booleanField: Boolean
                  stringListField: [String]
                }
                input OneOfInput @oneOf { stringField: String intField: Int }
                type ComplicatedArgs {
                  intArgField(intArg: Int): String
                  nonNullIntArgField(nonNullIntArg: Int!): String
                  stringArgField(stringArg: String): String
                  booleanArgField(booleanArg: Boolean): String
                  enumArgField(enumArg: FurColor): String
                  floatArgField(floatArg: Float): String
                  idArgField(idArg: ID): String
                  stringListArgField(stringListArg: [String]): String
                  stringListNonNullArgField(stringListNonNullArg: [String!]): String
                  complexArgField(complexArg: ComplexInput): String
                  oneOfArgField(oneOfArg: OneOfInput): String
                  oneOfListArgField(oneOfListArg: [OneOfInput!]!): String
                  multipleReqs(req1: Int!, req2: Int!): String
                  nonNullFieldWithDefault(arg: Int! = 0): String
                  multipleOpts(opt1: Int = 0, opt2: Int = 0): String
                  anyArgField(any: Any): String
                }
                scalar Any
                type Menu { self: Menu item: Item }
                type Item { menu: Menu item: Item id: ID }
                type QueryRoot {
                  human(id: ID): Human
                  dog: Dog
                  cat: Cat
                  pet: Pet
                  catOrDog: CatOrDog
                  complicatedArgs: ComplicatedArgs
                  menu: Menu
                  item: Item
                }
                type MutationRoot { addDog(name: String): Dog }
                type SubscriptionRoot { dogAdded: Dog dogLost: Dog }
                schema { query: QueryRoot mutation: MutationRoot subscription: SubscriptionRoot }
                directive @onQuery on QUERY
                directive @onMutation on MUTATION
                directive @onField on FIELD
                directive @onFragmentSpread on FRAGMENT_SPREAD
                directive @onVariable on VARIABLE_DEFINITION
                directive @again repeatable on FIELD
                directive @needs(it: Int!) on FIELD
                """)
    } catch {
        Issue.record(error)
        preconditionFailure("the dog schema is sound")
    }
}()

/// The errors of a query, each as its message and the places it names.
func errors(
    _ query: String, on schema: Schema = dogSchema, view: SchemaView = .all,
    limits: ValidationLimits = ValidationLimits(), rules: Set<ValidationRule> = ValidationRule.specified
) -> [ValidationError] {
    do throws(SyntaxError) {
        let document = try Parser.parse(Array(query.utf8), limits: .trusted)
        return validate(document, on: schema, view: view, limits: limits, rules: rules)
    } catch {
        Issue.record(error)
        return []
    }
}

/// Expects a query without errors.
func expectValid(
    _ query: String, on schema: Schema = dogSchema, limits: ValidationLimits = ValidationLimits(),
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    #expect(errors(query, on: schema, limits: limits) == [], sourceLocation: sourceLocation)
}

/// The errors of a query as `line:column line:column message`, places in the order the error names them.
func expectErrors(
    _ query: String, on schema: Schema = dogSchema, view: SchemaView = .all,
    limits: ValidationLimits = ValidationLimits()
) -> [String] {
    errors(query, on: schema, view: view, limits: limits).map { error in
        error.locations.map { "\($0.line):\($0.column) " }.joined() + error.message
    }
}

/// The columns that each error of a query names, for queries of one line and without limits.
func errorColumns(
    _ query: String, on schema: Schema = dogSchema, rules: Set<ValidationRule> = ValidationRule.specified
) -> [[Int]] {
    errors(query, on: schema, limits: .unlimited, rules: rules).map { $0.locations.map(\.column) }
}
