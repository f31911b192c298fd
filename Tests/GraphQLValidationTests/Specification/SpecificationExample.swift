import GraphQLValidation
import Testing

/// One example or counter-example of the specification's chapter on validation.
struct SpecificationExample: Sendable, CustomTestStringConvertible {
    /// The section that shows it.
    let section: String
    /// The rules that the section is about.
    let rules: Set<ValidationRule>
    /// Whether it is an example, no counter-example.
    let isValid: Bool
    /// The document.
    let document: String

    init(_ section: String, _ rules: Set<ValidationRule>, isValid: Bool, _ document: String) {
        self.section = section
        self.rules = rules
        self.isValid = isValid
        self.document = document
    }

    var testDescription: String { "§\(section): \(document.prefix(60))" }

    /// The schema that the chapter works on, with what its later sections add, and with types for those
    /// fields that it leaves to the reader.
    static let schema = """
        type Query {
          human: Human
          pet: Pet
          catOrDog: CatOrDog
          arguments: Arguments
          booleanList(booleanListArg: [Boolean!]): Boolean
          dog: Dog
          findDog(searchBy: FindDogInput): Dog
        }

        type Mutation {
          addPet(pet: PetInput!): Pet
          addPets(pets: [PetInput!]!): [Pet]
        }

        enum DogCommand {
          SIT
          DOWN
          HEEL
        }

        type Dog implements Pet {
          name: String!
          nickname: String
          barkVolume: Int
          doesKnowCommand(dogCommand: DogCommand!): Boolean!
          isHouseTrained(atOtherHomes: Boolean): Boolean!
          owner: Human
        }

        interface Sentient {
          name: String!
        }

        interface Pet {
          name: String!
        }

        type Alien implements Sentient {
          name: String!
          homePlanet: String
        }

        type Human implements Sentient {
          name: String!
          pets: [Pet!]
        }

        enum CatCommand {
          JUMP
        }

        type Cat implements Pet {
          name: String!
          nickname: String
          doesKnowCommand(catCommand: CatCommand!): Boolean!
          meowVolume: Int
        }

        union CatOrDog = Cat | Dog
        union DogOrHuman = Dog | Human
        union HumanOrAlien = Human | Alien

        input FindDogInput {
          name: String
          owner: String
        }

        input CatInput {
          name: String!
          nickname: String
          meowVolume: Int
        }

        input DogInput {
          name: String!
          nickname: String
          barkVolume: Int
        }

        input PetInput @oneOf {
          cat: CatInput
          dog: DogInput
        }
        type Arguments {
          nonNullBooleanListField(nonNullBooleanListArg: [Boolean]!): [Boolean]
          multipleRequirements(x: Int!, y: Int!): Int!
          booleanArgField(booleanArg: Boolean): Boolean
          floatArgField(floatArg: Float): Float
          intArgField(intArg: Int): Int
          nonNullBooleanArgField(nonNullBooleanArg: Boolean!): Boolean!
          booleanListArgField(booleanListArg: [Boolean]!): [Boolean]
          optionalNonNullBooleanArgField(optionalBooleanArg: Boolean! = false): Boolean!
        }

        type Subscription { newMessage: Message disallowedSecondRootField: Boolean }
        type Message { body: String sender: String }
        interface Node { id: ID! }
        interface Resource implements Node { id: ID! url: String }
        type Image implements Resource & Node { id: ID! url: String }
        """
}
