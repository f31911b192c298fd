import GraphQLLanguage

extension SchemaBuilder {
    /// Finds input objects that no finite value fits: whatever is given needs another of them.
    ///
    /// Types are taken away that need none, until nothing changes; cycles are looked for among the rest.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.10 (InputObjectHasUnbreakableCycle)
    mutating func checkInputCycles() {
        var rest = Set(schema.types.filter { $0.kind == .inputObject }.map(\.id))
        var isChanged = true
        while isChanged {
            let finite = rest.filter { hasFiniteValue($0, besides: rest) }
            rest.subtract(finite)
            isChanged = !finite.isEmpty
        }
        var search = InputCycleSearch(rest: rest)
        for type in schema.types where rest.contains(type.id) {
            search.visit(type.id, requirements: { requirements(of: $0, in: rest) })
        }
        for cycle in search.cycles {
            let names = cycle.map { schema.inputValues[$0].coordinate }
            let way = names.count == 1 ? "" : " by way of \(names.dropFirst().joined(separator: ", "))"
            report(
                "\(names[0]) requires its own type\(way): no value is finite.",
                at: cycle.compactMap { inputNodes[$0]?.start }, of: names[0])
        }
    }

    /// Whether a value needs none of the given types: for a OneOf type one such field is enough.
    private func hasFiniteValue(_ id: TypeID, besides rest: Set<TypeID>) -> Bool {
        let needed = requirements(of: id, in: rest).count
        return schema[id].isOneOf ? needed < max(schema[id].inputFields.count, 1) : needed == 0
    }

    /// The fields of an input object whose values need one of the given types.
    private func requirements(of id: TypeID, in rest: Set<TypeID>) -> [(field: Int, type: TypeID)] {
        schema[id].inputFields.compactMap { index in
            let type = schema.inputValues[index].type
            guard !type.isList, type.isNonNull || schema[id].isOneOf, rest.contains(type.named) else {
                return nil
            }
            return (index, type.named)
        }
    }
}

/// A search for cycles, depth first without recursion, in which every type is entered once.
private struct InputCycleSearch {
    let rest: Set<TypeID>
    /// The fields of each cycle found.
    var cycles: [[Int]] = []
    private var entered: Set<TypeID> = []

    init(rest: Set<TypeID>) {
        self.rest = rest
    }

    mutating func visit(_ start: TypeID, requirements: (TypeID) -> [(field: Int, type: TypeID)]) {
        guard entered.insert(start).inserted else { return }
        /// The types on the way here, what each needs, and how much of that has been followed.
        var way: [(type: TypeID, needs: [(field: Int, type: TypeID)], next: Int)] = [
            (start, requirements(start), 0)
        ]
        while let last = way.indices.last {
            guard way[last].next < way[last].needs.count else {
                way.removeLast()
                continue
            }
            let target = way[last].needs[way[last].next].type
            way[last].next += 1
            if let first = way.firstIndex(where: { $0.type == target }) {
                cycles.append(way[first...].map { $0.needs[$0.next - 1].field })
            } else if entered.insert(target).inserted {
                way.append((target, requirements(target), 0))
            }
        }
    }
}
