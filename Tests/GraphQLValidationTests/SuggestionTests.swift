import GraphQLSchema
import GraphQLValidation
import Testing

/// "Did you mean" in every kind of error that could guess, and in none unless it is switched on.
@Suite struct SuggestionTests {
    private static let guesses = [
        ("{ dog { nicknam } }", "Did you mean \"nickname\"?"),
        ("{ pet { barks } }", "Did you mean to use an inline fragment on \"Dog\"?"),
        ("{ catOrDog { name } }", "Did you mean to use an inline fragment on \"Pet\" or"),
        ("{ pet { ... on Doge { name } } }", "Did you mean \"Dog\"?"),
        ("query ($v: Itn) { __typename }", "Did you mean \"Int\""),
        ("{ dog { isAtLocation(z: 1) } }", "Did you mean \"x\" or \"y\"?"),
        ("{ dog { name @skip(iff: true) } }", "Did you mean \"if\"?"),
        ("{ dog { doesKnowCommand(dogCommand: SITT) } }", "Did you mean \"SIT\"?"),
        ("{ complicatedArgs { complexArgField(complexArg: {intFeld: 1}) } }", "Did you mean \"intField\""),
    ]

    @Test(arguments: guesses) func `what was meant is guessed`(_ query: String, _ guess: String) {
        var limits = ValidationLimits()
        limits.suggestions = true

        #expect(errors(query, limits: limits).contains { $0.message.contains(guess) })
    }

    @Test(arguments: guesses) func `nothing is guessed unless asked for`(_ query: String, _ guess: String) {
        #expect(errors(query).allSatisfy { !$0.message.contains("Did you mean") })
    }

    @Test func `types and fields outside the view are not guessed`() throws {
        let pet = try #require(dogSchema.field(named: "pet", of: dogSchema.queryType))
        var limits = ValidationLimits()
        limits.suggestions = true

        for query in ["{ pet { barks } }", "{ pet { ... on Doge { name } } }", "{ pet { nam } }"] {
            let found = errors(query, view: SchemaView([pet]), limits: limits)
            #expect(!found.isEmpty)
            #expect(found.allSatisfy { !$0.message.contains("Did you mean") })
        }
    }
}
