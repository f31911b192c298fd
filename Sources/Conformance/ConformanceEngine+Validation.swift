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
            let document = try Parser.parse(Array(source.utf8), limits: Self.parserLimits)
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
        guard let names else { return ValidationRule.specified.union([.maxIntrospectionDepth]) }
        var rules: Set<ValidationRule> = []
        for name in names {
            let short = name.hasSuffix("Rule") ? String(name.dropLast(4)) : name
            guard let rule = ValidationRule(rawValue: short) else { return nil }
            rules.insert(rule)
        }
        return rules
    }

    /// `{"k": "validateSDL", "base": … or null, "src": …, "rules": […] or null}`: what the given SDL rules,
    /// or all, report of a text, or of one that extends a schema.
    mutating func validateSDL(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let source = request.text("src"), let rules = sdlRules(request.texts("rules")) else {
            return .skipped
        }
        do throws(SchemaErrors) {
            let base = try request.text("base").map { text throws(SchemaErrors) in
                try Schema(unchecked: text)
            }
            return .errors(try Schema.problems(inSDL: source, extending: base, rules: rules).map(entry))
        } catch {
            return .errors(error.problems.map(entry))
        }
    }

    private func sdlRules(_ names: [String]?) -> [SDLRule]? {
        guard let names else { return SDLRule.allCases }
        let rules = names.compactMap { name in
            SDLRule(rawValue: name.hasSuffix("Rule") ? String(name.dropLast(4)) : name)
        }
        return rules.count == names.count ? rules : nil
    }

    /// `{"k": "schema", "sdl": …}`: what is wrong with the type system of a text.
    func checkSchema(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let sdl = request.text("sdl") else { return .skipped }
        do throws(SchemaErrors) {
            return .errors(try Schema.problems(ofTypeSystem: sdl).map(entry))
        } catch {
            return .errors(error.problems.map(entry))
        }
    }

    private func entry(_ problem: SchemaErrors.Problem) -> ConformanceAnswer.Entry {
        .init(message: problem.message, locations: problem.places.map(\.location))
    }
}
