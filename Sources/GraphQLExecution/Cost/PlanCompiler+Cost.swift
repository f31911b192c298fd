public import GraphQLSchema

extension PlanCompiler {
    /// The position of a field's objects with a term of their own; that of the objects around for leaves.
    mutating func counting(
        _ source: Field.Source, _ definition: FieldDefinition, _ context: Context
    ) -> Context {
        guard schema[definition.type.named].kind.isComposite else { return context }
        let list = PlanCost.Size.assumed(definition.assumedListSize ?? PlanCost.unknownList)
        switch source {
        // What a look-up finds is counted with each type that the ID may name.
        case .node: return choosing(in: context)
        case .pageItems:
            guard let page = context.page else { return context }
            let size = PlanCost.Size.page(arguments: page.arguments, load: page.load)
            return counting(size, weight: 1, load: page.load, in: context)
        case .pageNode, .pageInfo: return context
        case .many, .outcomeList: return counting(list, weight: 1, in: context)
        default:
            return counting(definition.type.isList ? list : .once, weight: 1, in: context)
        }
    }

    /// A position below which one of several terms counts: the dearest.
    mutating func choosing(in context: Context) -> Context {
        let inner = counting(.once, weight: 0, in: context)
        plan.cost.terms[inner.cost].isChoice = true
        return inner
    }

    /// A position with a term of its own.
    mutating func counting(
        _ size: PlanCost.Size, weight: Int, load: Int = -1, in context: Context
    ) -> Context {
        var inner = context
        inner.cost = plan.cost.terms.count
        plan.cost.terms.append(
            PlanCost.Term(
                parent: context.cost, size: size, weight: weight, isRepeated: context.isRepeated, load: load))
        return inner
    }

    /// Notes which load brings the objects of a position.
    mutating func count(rowsOf load: Int, in context: Context) {
        guard context.cost >= 0 else { return }
        plan.cost.terms[context.cost].load = load
    }
}

extension FieldDefinition {
    /// The number of entries that `@listSize(assumed:)` tells; nil without it.
    public var assumedListSize: Int? {
        guard let directive = directives.first(where: { $0.name == "listSize" }),
            case .int(let count)? = directive.argument("assumed")
        else { return nil }
        return Int(clamping: max(count, 0))
    }
}
