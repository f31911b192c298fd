/// One text of type system definitions.
public struct SchemaSource: Sendable {
    /// What problems call it, such as the name of its file; nil for a text that needs none.
    public let name: String?
    /// The definitions and extensions.
    public let text: String

    /// Makes a source of a text.
    public init(name: String? = nil, text: String) {
        self.name = name
        self.text = text
    }
}
