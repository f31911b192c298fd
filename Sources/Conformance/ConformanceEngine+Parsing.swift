import GraphQLLanguage

extension ConformanceEngine {
    /// `{"k": "parse", "src": …}`: whether a text is a document.
    func parse(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let source = request.text("src") else { return .skipped }
        do throws(SyntaxError) {
            var limits = ParserLimits.trusted
            // As deep as the recorded cases go.
            limits.nestingDepthMax = 200
            _ = try Parser.parse(Array(source.utf8), limits: limits)
            return .accepted
        } catch {
            return .refused(.init(error))
        }
    }

    /// `{"k": "coordinate", "src": …}`: whether a text is a schema coordinate.
    func parseCoordinate(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let source = request.text("src") else { return .skipped }
        do throws(SyntaxError) {
            _ = try SchemaCoordinate.parse(source)
            return .accepted
        } catch {
            return .refused(.init(error))
        }
    }
}

extension ConformanceAnswer.Entry {
    /// The entry of a syntax error.
    init(_ error: SyntaxError) {
        self.init(message: error.message, locations: [error.location])
    }
}
