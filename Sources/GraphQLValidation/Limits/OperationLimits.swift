import GraphQLLanguage
import GraphQLSchema

/// The limits that are counted with fragments expanded.
///
/// Each fragment is measured once and its measure reused, so that fragments that spread each other twice
/// over cost no more than their text. Runs only when fragments form no cycle.
enum OperationLimits {
    static func check(_ context: inout ValidationContext) {
        var measuring = Measuring(context)
        for fragment in context.fragmentOrder { measuring.measure(fragment: Int(fragment)) }
        for operation in context.document.operations {
            let measure = measuring.measure(
                operation.selectionSet, on: context.schema.rootType(operation.kind))
            report(measure, measuring.allowances, operation, &context)
        }
    }

    private static func report(
        _ measure: SelectionMeasure, _ allowances: [Int], _ operation: Document.OperationDefinition,
        _ context: inout ValidationContext
    ) {
        let limits = context.limits
        for (level, depthMax) in allowances.enumerated() where Int(measure.depths[level]) > depthMax {
            context.report(
                .depth, "The operation nests fields deeper than \(depthMax) levels.", at: operation.offset)
            break
        }
        func check(_ count: Int, _ countMax: Int, _ limit: ValidationLimit, _ noun: String) {
            if count > countMax {
                context.report(
                    limit, "The operation has more than \(countMax) \(noun).", at: operation.offset)
            }
        }
        check(measure.aliasCount, limits.aliasCountMax, .aliases, "aliases")
        check(measure.rootFieldCount, limits.rootFieldCountMax, .rootFields, "fields at its root")
        if operation.kind == .mutation {
            check(measure.rootFieldCount, limits.mutationCountMax, .mutations, "mutations")
        }
        check(
            Int(measure.introspectionLists.max()), limits.introspectionListsMax, .introspection,
            "lists of one kind within each other in its introspection")
        check(measure.introspectionCount, limits.introspectionCountMax, .introspection, "fields __schema")
        check(measure.fieldCount, limits.expandedFieldCountMax, .expandedFields, "fields")
    }

    /// Measures selection sets of one document.
    private struct Measuring {
        let context: ValidationContext
        /// The depths that paths may have, ascending; `depthMax` is the first.
        let allowances: [Int]
        /// The position in `allowances` that a path through a type has, by type.
        private var levels: [Int]
        private var fragments: [SelectionMeasure]
        /// The fields of `__Type` that list what leads to further types.
        private let introspectionLists: [FieldID]

        init(_ context: ValidationContext) {
            self.context = context
            let limits = context.limits
            let greater = Set(limits.depthMaxByType.values.filter { $0 > limits.depthMax }).sorted()
            // A measure has room for eight allowances; further ones would join the greatest that fits.
            let allowances = [limits.depthMax] + greater.prefix(7)
            self.allowances = allowances
            levels = Array(repeating: 0, count: context.schema.types.count)
            for (name, depthMax) in limits.depthMaxByType {
                guard let type = context.schema.type(named: name) else { continue }
                levels[type.index] = allowances.lastIndex { $0 <= depthMax } ?? 0
            }
            introspectionLists = ["fields", "interfaces", "possibleTypes", "inputFields"].compactMap {
                context.schema.field(named: $0, of: .introspectionType)
            }
            fragments = Array(repeating: SelectionMeasure(), count: context.document.fragments.count)
        }

        /// Measures a fragment whose own fragments have been measured.
        mutating func measure(fragment index: Int) {
            let fragment = context.document.fragments[index]
            fragments[index] = measure(
                fragment.selectionSet, on: context.compositeType(fragment.typeCondition))
        }

        func measure(_ selectionSet: IndexRange, on parent: TypeID?) -> SelectionMeasure {
            var measure = SelectionMeasure()
            for index in selectionSet {
                let selection = context.document.selections[index]
                switch selection.kind {
                case .field:
                    let node = context.document.fields[selection.index]
                    let type = context.fieldIDs[selection.index].map {
                        context.schema.fields[$0.index].type.named
                    }
                    if node.selectionSet.isEmpty {
                        measure.addLeaf(hasAlias: node.alias != nil, level: level(type))
                        continue
                    }
                    var below = self.measure(node.selectionSet, on: type)
                    introspection(context.fieldIDs[selection.index], &below)
                    measure.add(field: below, hasAlias: node.alias != nil, level: level(type))
                case .inlineFragment:
                    let node = context.document.inlineFragments[selection.index]
                    let type = node.typeCondition.map { context.compositeType($0) } ?? parent
                    measure.add(self.measure(node.selectionSet, on: type), level: level(type))
                case .fragmentSpread:
                    let name = context.document.fragmentSpreads[selection.index].name
                    guard let fragment = context.fragment(name) else { continue }
                    let type = context.compositeType(context.document.fragments[fragment].typeCondition)
                    measure.add(fragments[fragment], level: level(type))
                }
            }
            return measure
        }

        /// Counts the fields by which introspection grows.
        private func introspection(_ field: FieldID?, _ below: inout SelectionMeasure) {
            guard let field, field.isIntrospection else { return }
            if field == .schema { below.countIntrospection() }
            if let list = introspectionLists.firstIndex(of: field) { below.pass(introspectionList: list) }
        }

        private func level(_ type: TypeID?) -> Int { type.map { levels[$0.index] } ?? 0 }
    }
}
