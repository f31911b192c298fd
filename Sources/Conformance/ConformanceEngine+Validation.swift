import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

extension ConformanceEngine {
    /// `{"k": "validate", "sdl": …, "src": …, "rules": […] or null}`: what the given rules, or all, report.
    mutating func validate(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let sdl = request.text("sdl"), let source = request.text("src"),
            let rules = rules(request.texts("rules"))
        else { return .skipped }
        do {
            let schema = try schema(sdl)
            let document = try Parser.parse(Array(source.utf8), limits: .trusted)
            var limits = ValidationLimits.unlimited
            limits.suggestions = !request.flag("hideSuggestions")
            let errors = GraphQLValidation.validate(document, on: schema, limits: limits, rules: rules)
            return .errors(errors.map { .init(message: $0.message, locations: $0.locations) })
        } catch {
            return .skipped
        }
    }

    /// The rules of the given names, with or without "Rule" at the end; nil for a rule that is unknown.
    private func rules(_ names: [String]?) -> Set<ValidationRule>? {
        guard let names else { return ValidationRule.specified }
        var rules: Set<ValidationRule> = []
        for name in names {
            let short = name.hasSuffix("Rule") ? String(name.dropLast(4)) : name
            guard let rule = ValidationRule(rawValue: short) else { return nil }
            rules.insert(rule)
        }
        return rules
    }

    /// `{"k": "schema", "sdl": …}`: what is wrong with a schema text.
    mutating func checkSchema(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let sdl = request.text("sdl") else { return .skipped }
        do throws(SchemaErrors) {
            _ = try schema(sdl)
            return .errors([])
        } catch {
            return .errors(error.problems.map { .init(message: $0.message, locations: [$0.location]) })
        }
    }
}
