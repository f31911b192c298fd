/// Reads documents by recursive descent.
public struct Parser {
    /// Parses a document of operations and fragments.
    ///
    /// - Throws: `SyntaxError` for the first thing that is not GraphQL, or the first limit exceeded.
    /// - Complexity: O(bytes).
    public static func parse(_ source: [UInt8], limits: ParserLimits = ParserLimits()) throws(SyntaxError)
        -> Document
    {
        Document(source: source)
    }
}
