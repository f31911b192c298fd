import GraphQLSchema
import Testing

/// A text, the schema that it extends, and the places that one rule reports for it.
struct SDLRuleCase: CustomTestStringConvertible, Sendable {
    let rule: SDLRule
    let text: String
    let base: String?
    let places: [[String]]

    /// A case of a rule; without places the rule has nothing to say.
    init(_ rule: SDLRule, _ text: String, onto base: String? = nil, at places: [[String]] = []) {
        self.rule = rule
        self.text = text
        self.base = base
        self.places = places
    }

    var testDescription: String { "\(rule.rawValue): \(text)" }

    /// The places of all problems that the rule reports.
    func reported() throws -> [[String]] {
        let base = try base.map { try Schema(unchecked: $0) }
        return try Schema.problems(inSDL: text, extending: base, rules: [rule]).map { problem in
            problem.places.map(\.description)
        }
    }
}
