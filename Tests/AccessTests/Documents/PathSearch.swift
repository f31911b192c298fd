import GraphQLSchema

/// Finds ways to every type, the shortest first.
struct PathSearch {
    let schema: Schema
    let samples: SampleArguments
    /// Which fields a way may take.
    let sees: (FieldDefinition) -> Bool
    /// How many ways a type is given.
    var limit = 8
    private static let depthMax = 7

    /// The ways by type. Mutations are gone through only to what no query reaches, and without naming rows:
    /// whoever takes the way changes nothing.
    func paths() -> [TypeID: [ObjectPath]] {
        var found: [TypeID: [ObjectPath]] = [:]
        search(from: ObjectPath(operation: "query", type: schema.queryType), samples, &found) { _ in true }
        if let mutation = schema.mutationType {
            let queried = Set(found.keys)
            let root = ObjectPath(operation: "mutation", type: mutation)
            search(from: root, samples.absent, &found) { !queried.contains($0) }
        }
        return found
    }

    private func search(
        from root: ObjectPath, _ samples: SampleArguments, _ found: inout [TypeID: [ObjectPath]],
        _ isWanted: (TypeID) -> Bool
    ) {
        found[root.type, default: []].append(root)
        var open = [root]
        var next = 0
        while next < open.count {
            let path = open[next]
            next += 1
            guard path.steps.count < Self.depthMax else { continue }
            for longer in extensions(of: path, samples) where isWanted(longer.type) {
                guard found[longer.type, default: []].count < limit else { continue }
                found[longer.type, default: []].append(longer)
                open.append(longer)
            }
        }
    }

    /// Whether a type can be named in a condition: one of which nothing is seen does not exist.
    private func isNamed(_ id: TypeID) -> Bool { schema[id].fields.contains { sees(schema.fields[$0]) } }

    private func extensions(of path: ObjectPath, _ samples: SampleArguments) -> [ObjectPath] {
        schema[path.type].fields.map { schema.fields[$0] }.flatMap { field -> [ObjectPath] in
            let type = schema[field.type.named]
            guard type.kind.isComposite, sees(field) else { return [] }
            let steps = { (target: String?) in
                samples.calls(field, target: target).map {
                    ObjectPath.Step(
                        field: field.id, name: field.name, call: $0, condition: target,
                        isList: field.type.isList)
                }
            }
            guard type.kind.isAbstract else { return steps(nil).map { path.appending($0, to: type.id) } }
            let own = steps(nil).map { path.appending($0, to: type.id) }
            return own.prefix(1)
                + type.possibleTypes.types.filter(isNamed).flatMap { object in
                    steps(schema[object].name).map { path.appending($0, to: object) }
                }
        }
    }
}
