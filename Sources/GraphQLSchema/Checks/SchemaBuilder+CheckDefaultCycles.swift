import GraphQLLanguage

extension SchemaBuilder {
    /// Finds default values of input fields that take over each other, so that none of them ends.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.10 (InputFieldDefaultValueHasCycle)
    mutating func checkDefaultCycles() {
        var entered: Set<Int> = []
        for type in schema.types where type.kind == .inputObject {
            for index in type.inputFields where hasInputObject(index) { followDefault(index, &entered) }
        }
    }

    /// Follows defaults depth first without recursion; each is entered once.
    private mutating func followDefault(_ start: Int, _ entered: inout Set<Int>) {
        guard entered.insert(start).inserted else { return }
        var way: [(field: Int, taken: [Int], next: Int)] = [(start, defaultsTakenOver(byDefaultOf: start), 0)]
        while let last = way.indices.last {
            guard way[last].next < way[last].taken.count else {
                way.removeLast()
                continue
            }
            let target = way[last].taken[way[last].next]
            way[last].next += 1
            if let first = way.firstIndex(where: { $0.field == target }) {
                reportCycle(way[first...].map(\.field))
            } else if entered.insert(target).inserted {
                if way.count > SchemaBuilder.defaultDepthMax { return reportDepth(start) }
                way.append((target, defaultsTakenOver(byDefaultOf: target), 0))
            }
        }
    }

    private func hasInputObject(_ index: Int) -> Bool {
        let input = schema.inputValues[index]
        return input.defaultText != nil && schema[input.type.named].kind == .inputObject
    }

    private func defaultsTakenOver(byDefaultOf index: Int) -> [Int] {
        guard let literal = inputNodes[index]?.defaultValue else { return [] }
        return defaultsTakenOver(by: literal, of: schema.inputValues[index].type).filter(hasInputObject)
    }

    private mutating func reportCycle(_ cycle: [Int]) {
        let names = cycle.map { schema.inputValues[$0].coordinate }
        let way = names.count == 1 ? "" : " by way of \(names.dropFirst().joined(separator: ", "))"
        let literals = cycle.compactMap { inputNodes[$0]?.defaultValue }
        report(
            "The default value of \(names[0]) contains itself\(way).",
            at: literals.map { source.document.values[Int($0)].offset }, of: names[0])
    }

    private mutating func reportDepth(_ index: Int) {
        let coordinate = schema.inputValues[index].coordinate
        report(
            "The default value of \(coordinate) takes over a chain of more than "
                + "\(SchemaBuilder.defaultDepthMax) others.", at: inputNodes[index]?.offset, of: coordinate)
    }
}
