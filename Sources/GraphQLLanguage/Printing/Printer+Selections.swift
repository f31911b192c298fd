extension Printer {
    /// Appends a selection set, one selection a line.
    mutating func writeSelectionSet(_ selections: IndexRange) {
        writeBlock("{", document.selections[selections.range], "}") { printer, selection in
            switch selection.kind {
            case .field: printer.write(printer.document.fields[selection.index])
            case .fragmentSpread: printer.write(printer.document.fragmentSpreads[selection.index])
            case .inlineFragment: printer.write(printer.document.inlineFragments[selection.index])
            }
        }
    }

    private mutating func write(_ field: Document.Field) {
        if let alias = field.alias {
            write(alias)
            write(": ")
        }
        write(field.name)
        let prefix = width(field.name) + (field.alias.map { width($0) + 2 } ?? 0)
        writeArguments(field.arguments, after: prefix)
        writeDirectives(field.directives)
        if !field.selectionSet.isEmpty {
            write(" ")
            writeSelectionSet(field.selectionSet)
        }
    }

    private mutating func write(_ spread: Document.FragmentSpread) {
        write("...")
        write(spread.name)
        writeDirectives(spread.directives)
    }

    private mutating func write(_ fragment: Document.InlineFragment) {
        write("...")
        if let type = fragment.typeCondition {
            write(" on ")
            write(type)
        }
        writeDirectives(fragment.directives)
        write(" ")
        writeSelectionSet(fragment.selectionSet)
    }

    /// Appends arguments, each on a line of its own when they are too long for one.
    private mutating func writeArguments(_ range: IndexRange, after prefix: Int) {
        guard !range.isEmpty else { return }
        let arguments = document.arguments[range.range]
        var width = prefix + 2
        for argument in arguments where width <= Printer.widthMax {
            width += (width > prefix + 2 ? 2 : 0) + self.width(argument)
        }
        if width > Printer.widthMax {
            writeBlock("(", arguments, ")") { $0.write($1) }
        } else {
            writeInline(arguments)
        }
    }

    private mutating func writeInline(_ arguments: ArraySlice<Document.Argument>) {
        write("(")
        writeList(arguments, separator: ", ") { $0.write($1) }
        write(")")
    }

    private mutating func write(_ argument: Document.Argument) {
        write(argument.name)
        write(": ")
        write(document.values[Int(argument.value)])
    }

    /// Appends directives, each after a space.
    mutating func writeDirectives(_ range: IndexRange) {
        for directive in document.directives[range.range] {
            write(" @")
            write(directive.name)
            if !directive.arguments.isEmpty { writeInline(document.arguments[directive.arguments.range]) }
        }
    }
}
