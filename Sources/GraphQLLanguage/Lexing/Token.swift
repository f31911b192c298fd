/// One lexical token: what it is and which bytes it covers.
///
/// - SeeAlso: GraphQL Sep 2025 §2.1.5
struct Token {
    /// What a token is.
    enum Kind: UInt8 {
        case endOfFile
        case exclamationMark
        case dollar
        case ampersand
        case leftParenthesis
        case rightParenthesis
        case spread
        case colon
        case equals
        case at
        case leftBracket
        case rightBracket
        case leftBrace
        case pipe
        case rightBrace
        case name
        case int
        case float
        case string
        case blockString

        /// The kind in words, for "Expected …".
        var expectation: String {
            switch self {
            case .endOfFile: "the end of the document"
            case .exclamationMark: "\"!\""
            case .dollar: "\"$\""
            case .ampersand: "\"&\""
            case .leftParenthesis: "\"(\""
            case .rightParenthesis: "\")\""
            case .spread: "\"...\""
            case .colon: "\":\""
            case .equals: "\"=\""
            case .at: "\"@\""
            case .leftBracket: "\"[\""
            case .rightBracket: "\"]\""
            case .leftBrace: "\"{\""
            case .pipe: "\"|\""
            case .rightBrace: "\"}\""
            case .name: "a name"
            case .int: "an integer"
            case .float: "a number"
            case .string, .blockString: "a string"
            }
        }
    }

    /// What the token is.
    var kind: Kind
    /// The first byte.
    var offset: Int32
    /// The number of bytes.
    var length: Int32
}
