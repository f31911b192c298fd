/// Decodes the content of quoted strings.
enum StringLiteral {
    static func decode(_ literal: ArraySlice<UInt8>) -> String { "" }
}
enum BlockString {
    static func decode(_ literal: ArraySlice<UInt8>) -> String { "" }
}
