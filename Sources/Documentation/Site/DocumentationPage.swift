/// A page or a file of the documentation.
public struct DocumentationPage: Sendable {
    /// What the bytes are.
    public enum Form: Sendable {
        case html
        case css
        case script
        case json
        case text
    }

    /// What the bytes are.
    public let form: Form
    /// The text, in UTF-8.
    public let text: String

    init(_ form: Form, _ text: String) {
        self.form = form
        self.text = text
    }
}
