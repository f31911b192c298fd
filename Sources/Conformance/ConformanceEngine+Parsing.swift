import GraphQLLanguage

extension ConformanceEngine {
    /// `{"k": "parse", "src": …}`: whether a text is a document.
    func parse(_ request: ConformanceCase) -> ConformanceAnswer {
        guard let source = request.text("src") else { return .skipped }
        do throws(SyntaxError) {
            _ = try Parser.parse(Array(source.utf8), limits: .trusted)
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
