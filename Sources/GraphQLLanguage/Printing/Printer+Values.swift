extension Printer {
    /// Appends a value; lists and objects too long for one line have a line for each of their parts.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.10
    mutating func write(_ value: Document.Value) {
        switch value.kind {
        case .variable:
            write("$")
            write(value.name)
        case .list:
            writeItems(of: value)
        case .object:
            writeFields(of: value)
        case .blockString:
            writeBlockString(literal(of: value))
        default:
            write(literal(of: value))
        }
    }

    private mutating func writeItems(of list: Document.Value) {
        let items = document.values[list.children.range]
        if width(list) > Printer.widthMax {
            writeBlock("[", items, "]") { $0.write($1) }
        } else {
            write("[")
            writeList(items, separator: ", ") { $0.write($1) }
            write("]")
        }
    }

    private mutating func writeFields(of object: Document.Value) {
        let fields = document.objectFields[object.children.range]
        if width(object) > Printer.widthMax {
            writeBlock("{", fields, "}") { $0.write($1) }
        } else {
            write("{ ")
            writeList(fields, separator: ", ") { $0.write($1) }
            write(" }")
        }
    }

    private mutating func write(_ field: Document.ObjectField) {
        write(field.name)
        write(": ")
        write(document.values[Int(field.value)])
    }

    /// The text of a value without parts.
    private func literal(of value: Document.Value) -> String {
        switch value.kind {
        case .string: StringPrinter.quoted(document.string(value))
        case .blockString:
            // A value that was read from a block string can always be written as one.
            StringPrinter.block(document.string(value)) ?? StringPrinter.quoted(document.string(value))
        default: document.text(value)
        }
    }

    // MARK: Widths

    /// The width of a name.
    func width(_ name: NameID) -> Int { Int(document.names[name.index].length) }

    /// The width of an argument on one line.
    func width(_ argument: Document.Argument) -> Int {
        width(argument.name) + 2 + width(document.values[Int(argument.value)])
    }

    /// The width of a value on one line; no more is looked at than what passes `widthMax`.
    private func width(_ value: Document.Value) -> Int {
        var width: Int
        switch value.kind {
        case .variable: return 1 + self.width(value.name)
        case .list:
            width = 2
            for item in document.values[value.children.range] where width <= Printer.widthMax {
                width += (width > 2 ? 2 : 0) + self.width(item)
            }
        case .object:
            width = 4
            for field in document.objectFields[value.children.range] where width <= Printer.widthMax {
                width += (width > 4 ? 2 : 0) + self.width(field.name) + 2
                width += self.width(document.values[Int(field.value)])
            }
        default: return literal(of: value).unicodeScalars.count
        }
        return width
    }
}
