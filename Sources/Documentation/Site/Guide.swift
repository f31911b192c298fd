import GraphQLSchema

/// A text about how to use the API.
///
/// A line `<!-- if Mutation.orderCreate -->` begins what only those are shown who see that field, up to
/// `<!-- end -->`; `{{limits}}`, `{{cost}}` and `{{audience}}` stand for what the server says of itself.
struct Guide {
    /// The last part of its address.
    let name: String
    let title: String
    /// What it tells, in a sentence.
    let summary: String
    /// As it is written, without the title's line.
    private let source: String

    private init(_ name: String, _ title: String, _ summary: String, _ bytes: [UInt8]) {
        self.name = name
        self.title = title
        self.summary = summary
        source = String(decoding: bytes, as: UTF8.self)
    }

    /// All guides, each as far as it is for those who see a view.
    static func all(for view: SchemaView, of schema: Schema) -> [Guide] {
        written.map { guide in guide.shown { Self.isVisible($0, view, schema) } }
    }

    /// All guides as they are written, for tests.
    static let written = [
        Guide("start", "First steps", "from nothing to an answer", PackageResources.start_md),
        Guide(
            "authentication", "Authentication", "tokens, keys and who may what",
            PackageResources.authentication_md),
        Guide(
            "errors", "Errors", "what can go wrong and where it is told", PackageResources.errors_md),
        Guide("pagination", "Pages", "reading long lists", PackageResources.pagination_md),
        Guide(
            "cost", "Cost and limits", "what an operation costs and how much one may ask for",
            PackageResources.cost_md),
        Guide(
            "idempotency", "Repeating safely", "how a lost answer does no harm",
            PackageResources.idempotency_md),
        Guide(
            "subscriptions", "Live events", "subscribing, and going on after a break",
            PackageResources.subscriptions_md),
        Guide("clients", "Clients", "typed clients in Python and Swift", PackageResources.clients_md),
    ]

    /// The text as Markdown, with what the server says of itself.
    func text(_ terms: SiteTerms) -> String {
        let rows = terms.limits.map { "| `\($0.name)` | \($0.value) |" }
        let limits = (["| limit | value |", "| --- | --- |"] + rows).joined(separator: "\n")
        return "# \(title)\n\n"
            + source.replacing("{{limits}}", with: limits).replacing("{{cost}}", with: "\(terms.costMax)")
            .replacing("{{audience}}", with: terms.audience)
    }

    /// The guide with the parts whose coordinate fits.
    private func shown(_ fits: (String) -> Bool) -> Guide {
        var isShown = true
        var lines: [Substring] = []
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("<!-- if ") {
                isShown = fits(String(line.dropFirst(8).dropLast(4)).trimmed)
            } else if line == "<!-- end -->" {
                isShown = true
            } else if isShown {
                lines.append(line)
            }
        }
        return Guide(name, title, summary, Array(lines.joined(separator: "\n").utf8))
    }

    private static func isVisible(_ coordinate: String, _ view: SchemaView, _ schema: Schema) -> Bool {
        let parts = coordinate.split(separator: ".").map(String.init)
        guard parts.count == 2, let type = schema.type(named: parts[0]),
            let field = schema.field(named: parts[1], of: type)
        else { return false }
        return view.isVisible(field)
    }
}
