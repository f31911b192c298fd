/// Measures one way of putting the parser and its user into modules; prints nanoseconds a document.
@main
enum Harness {
    /// Documents read in one measurement: some milliseconds, long against the clock's steps.
    private static let documentCount = 400
    /// Measurements of a run; the fastest counts, since noise only ever adds.
    private static let measurementCount = 25

    static func main() throws {
        let source = Array(menuQuery.utf8)
        let document = try Parser.parse(source)
        var parsed = Int.max
        var walked = Int.max
        var sum = 0
        for _ in 0..<measurementCount {
            parsed = min(
                parsed,
                try nanoseconds {
                    for _ in 0..<documentCount { sum &+= try Parser.parse(source).fields.count }
                })
            walked = min(
                walked,
                nanoseconds {
                    for _ in 0..<documentCount { sum &+= Walk.checksum(of: document) }
                })
        }
        // The sum is printed, so that no work can be dropped as unused.
        print("parse \(parsed / documentCount) walk \(walked / documentCount) checksum \(sum)")
    }

    private static func nanoseconds(_ work: () throws -> Void) rethrows -> Int {
        let clock = ContinuousClock()
        let parts = try clock.measure(work).components
        return Int(parts.seconds) * 1_000_000_000 + Int(parts.attoseconds / 1_000_000_000)
    }
}

/// Visits a document as validation and planning do: every selection, argument, value and name.
struct Walk {
    private let document: Document
    private var sum = 0

    /// A number that depends on every node.
    @inline(never)
    static func checksum(of document: Document) -> Int {
        var walk = Walk(document)
        for operation in document.operations {
            for index in operation.variableDefinitions {
                let variable = document.variableDefinitions[index]
                walk.sum &+= variable.name.index &+ (variable.type.wrapping.isNonNull ? 1 : 0)
            }
            walk.visit(operation.selectionSet)
        }
        for fragment in document.fragments { walk.visit(fragment.selectionSet) }
        return walk.sum
    }

    private init(_ document: Document) { self.document = document }

    private mutating func visit(_ selections: IndexRange) {
        for index in selections {
            let selection = document.selections[index]
            switch selection.kind {
            case .field: visit(document.fields[selection.index])
            case .fragmentSpread:
                let spread = document.fragmentSpreads[selection.index]
                sum &+= spread.name.index
                visitDirectives(spread.directives)
            case .inlineFragment:
                let fragment = document.inlineFragments[selection.index]
                sum &+= fragment.typeCondition?.index ?? 0
                visitDirectives(fragment.directives)
                visit(fragment.selectionSet)
            }
        }
    }

    private mutating func visit(_ field: Document.Field) {
        sum &+= field.responseName.index &+ field.name.index
        for byte in document.nameBytes(field.name) { sum &+= Int(byte) }
        visitArguments(field.arguments)
        visitDirectives(field.directives)
        visit(field.selectionSet)
    }

    private mutating func visitDirectives(_ directives: IndexRange) {
        for index in directives { visitArguments(document.directives[index].arguments) }
    }

    private mutating func visitArguments(_ arguments: IndexRange) {
        for index in arguments {
            let argument = document.arguments[index]
            sum &+= argument.name.index
            visit(document.values[Int(argument.value)])
        }
    }

    private mutating func visit(_ value: Document.Value) {
        switch value.kind {
        case .int: sum &+= document.int(value).map { Int(truncatingIfNeeded: $0) } ?? 0
        case .list: for index in value.children { visit(document.values[index]) }
        case .object:
            for index in value.children { visit(document.values[Int(document.objectFields[index].value)]) }
        default: sum &+= Int(value.length)
        }
    }
}
