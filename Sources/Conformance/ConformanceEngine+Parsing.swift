import GraphQLLanguage

extension ConformanceEngine {
    /// `{"k": "parse", "src": …}`: whether a text is a document.
    func parse(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let source = request.text("src") else { return .skipped }
        do throws(SyntaxError) {
            _ = try Parser.parse(Array(source.utf8), limits: Self.parserLimits)
            return .accepted
        } catch {
            return .refused(.init(error))
        }
    }
}

extension ConformanceEngine {
    /// `{"k": "coordinate", "src": …}`: whether a text is a schema coordinate.
    func coordinate(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let source = request.text("src") else { return .skipped }
        do throws(SyntaxError) {
            _ = try SchemaCoordinate.parse(source)
            return .accepted
        } catch {
            return .refused(.init(error))
        }
    }

    /// Nesting stays bounded, at the depth that other engines have.
    static var parserLimits: ParserLimits {
        var limits = ParserLimits.trusted
        limits.nestingDepthMax = 200
        return limits
    }
}

extension ConformanceAnswer.Entry {
    /// The entry of a syntax error.
    init(_ error: SyntaxError) {
        self.init(message: error.message, locations: [error.location])
    }
}
