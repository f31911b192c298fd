/// How much a document may hold before the parser refuses it.
///
/// The limits stand in the lexer and parser themselves, so that a hostile text costs no more than they allow.
public struct ParserLimits: Sendable, Equatable {
    /// The size of the document in bytes.
    public var documentBytesMax = 65_536
    /// The number of tokens.
    public var tokenCountMax = 4_000
    /// The number of comments, byte order marks and runs of white space and commas.
    public var ignoredTokenCountMax = 100_000
    /// The nesting of selection sets, lists, objects and list types, all counted together.
    ///
    /// It bounds the recursion of the parser and of everything that walks a document after it.
    public var nestingDepthMax = 64

    /// Makes the default limits.
    public init() {}

    /// Limits for texts of our own, such as a schema file: only nesting stays bounded.
    public static var trusted: ParserLimits {
        var limits = ParserLimits()
        limits.documentBytesMax = Int(Int32.max) - 1
        limits.tokenCountMax = Int.max
        limits.ignoredTokenCountMax = Int.max
        return limits
    }
}
