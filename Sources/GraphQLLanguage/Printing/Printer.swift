/// Writes documents as text, in one form for all documents that mean the same.
///
/// Lines are indented by two spaces and bent where they would pass 80 columns; comments are not kept.
/// Printing what was parsed from printed text gives that text again.
///
/// - SeeAlso: GraphQL Sep 2025 §2
public struct Printer {
    let document: Document
    /// The text so far.
    private var output: [UInt8] = []
    /// The depth of the current line.
    private var depth = 0

    /// The width that arguments, lists and objects stay below on one line, the indentation aside.
    static let widthMax = 80

    private init(_ document: Document) {
        self.document = document
    }

    /// The operations and fragments of a document as text; type system definitions among them are left out.
    ///
    /// - Complexity: O(length) times the nesting of values.
    public static func text(of document: Document) -> String {
        var printer = Printer(document)
        printer.writeDefinitions(executableDefinitions(of: document))
        return printer.text
    }

    /// All definitions of a document as text, in source order.
    ///
    /// - Complexity: O(length) times the nesting of values.
    public static func text(of source: SchemaDocument) -> String {
        var printer = Printer(source.document)
        let definitions = executableDefinitions(of: source.document) + typeSystemDefinitions(of: source)
        printer.writeDefinitions(definitions.sorted { $0.offset < $1.offset })
        return printer.text
    }

    /// A value of a document as text.
    ///
    /// - Complexity: O(length) times the nesting.
    public static func text(of value: Document.Value, in document: Document) -> String {
        var printer = Printer(document)
        printer.write(value)
        return printer.text
    }

    /// A type of a document as text.
    public static func text(of type: Document.TypeReference, in document: Document) -> String {
        type.wrapping.description(around: document.name(type.name))
    }

    private var text: String { String(decoding: output, as: UTF8.self) }

    // MARK: Text

    /// Appends text without line breaks.
    mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

    /// Appends a name.
    mutating func write(_ name: NameID) { output.append(contentsOf: document.nameBytes(name)) }

    /// Appends a type.
    mutating func write(_ type: Document.TypeReference) { write(Printer.text(of: type, in: document)) }

    /// Starts a line.
    mutating func writeLine() {
        output.append(UInt8(ascii: "\n"))
        writeIndentation()
    }

    private mutating func writeIndentation() {
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    /// Appends a literal in triple quotes; its lines but the first and the empty ones are indented.
    mutating func writeBlockString(_ literal: String) {
        for (index, line) in literal.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { output.append(UInt8(ascii: "\n")) }
            if index > 0, !line.isEmpty { writeIndentation() }
            output.append(contentsOf: line.utf8)
        }
    }

    /// Appends items on lines of their own between an opening and a closing line.
    mutating func writeBlock<Items: Collection>(
        _ open: String, _ items: Items, _ close: String, _ writeItem: (inout Printer, Items.Element) -> Void
    ) {
        write(open)
        depth += 1
        for item in items {
            writeLine()
            writeItem(&self, item)
        }
        depth -= 1
        writeLine()
        write(close)
    }

    /// Appends items on one line with something between them.
    mutating func writeList<Items: Collection>(
        _ items: Items, separator: String, _ writeItem: (inout Printer, Items.Element) -> Void
    ) {
        for (index, item) in items.enumerated() {
            if index > 0 { write(separator) }
            writeItem(&self, item)
        }
    }
}
