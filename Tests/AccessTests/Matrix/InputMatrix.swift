import Foundation
import GraphQLSchema

/// Gives, as a role, every argument, input field and enum value there is, and compares with the file.
///
/// Fields carry `@skip(if: true)`: they are checked like any others, and nothing is done.
struct InputMatrix {
    let world: AccessWorld
    let samples: SampleArguments
    let expected: ExpectedAccess

    /// One thing to give: the field's call with it, and with a name that nothing has in its place.
    private struct Trial {
        let name: String
        let exists: Bool
        let call: String
        let control: String
    }

    private var schema: Schema { world.schema }

    /// Asks as one role; `ways` are its ways to objects.
    func findings(_ principal: Principal, _ ways: [TypeID: [ObjectPath]]) async throws -> Findings {
        var findings = Findings()
        for (id, paths) in ways.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let path = paths.first else { continue }
            let fields = schema[id].fields.map { schema.fields[$0] }
            let trials = fields.filter { expected.outcome(principal.role, $0, schema).exists }
                .flatMap { self.trials($0, principal.role) }
            findings.attempts += trials.count
            let given = trials.filter(\.exists)
            if !given.isEmpty {
                let answer = try await world.client.ask(document(path, given.map(\.call)), as: principal)
                findings.differences += refused(given, answer, "\(principal)")
            }
            let hidden = trials.filter { !$0.exists }
            if !hidden.isEmpty {
                let calls = hidden.flatMap { [$0.call, $0.control] }
                let answer = try await world.client.ask(document(path, calls), as: principal)
                let names = hidden.map { RefusedName(name: $0.name, line: $0.call, control: $0.control) }
                findings.differences += answer.differences(
                    names, firstLine: FieldMatrix.firstLine,
                    visible: { guess in trials.contains { $0.exists && $0.name == guess } },
                    "\(principal) \(schema[id].name)")
            }
        }
        return findings
    }

    private func document(_ path: ObjectPath, _ calls: [String]) -> String {
        let lines = calls.enumerated().map { "i\($0): \($1)" }
        return "\(path.operation) {\n\(path.selecting("\n\(lines.joined(separator: "\n"))\n", key: "k"))\n}"
    }

    private func refused(_ trials: [Trial], _ answer: Answer, _ what: String) -> [String] {
        let refusals = answer.errors.filter { $0.path.isEmpty }
        return refusals.map { refusal in
            let index = refusal.line - FieldMatrix.firstLine
            let name = trials.indices.contains(index) ? trials[index].name : "line \(refusal.line)"
            return "\(what) \(name): granted too little, \(refusal.message)"
        }
    }

    // MARK: - Trials

    /// Whether everything around a place exists for the role.
    private func isOpen(_ place: InputPlace, _ role: String) -> Bool {
        place.around.allSatisfy { expected.sees($0.coordinate, role) }
    }

    private func trials(_ field: FieldDefinition, _ role: String) -> [Trial] {
        let places = InputPlace.all(of: field, schema).filter { isOpen($0, role) }
        return places.compactMap { trial($0, role) } + places.flatMap { values($0, role) }
    }

    /// An argument or an input field, with a value that fits.
    private func trial(_ place: InputPlace, _ role: String) -> Trial? {
        let owner = samples.stem(of: place.field)
        guard let value = samples.values(place.last, owner: owner, depth: place.inner.count).first,
            let call = place.call(value, samples)
        else { return nil }
        let name = place.last.name
        let control = call.replacingOccurrences(
            of: "\(name): \(value)", with: "\(RefusedName.unused): \(value)")
        let exists = expected.sees(place.last.coordinate, role)
        return Trial(name: name, exists: exists, call: skipped(call, place), control: skipped(control, place))
    }

    /// Every value of an enum at a place.
    private func values(_ place: InputPlace, _ role: String) -> [Trial] {
        let type = schema[place.last.type.named]
        guard type.kind == .enumeration, expected.sees(place.last.coordinate, role) else { return [] }
        let isList = place.last.type.isList
        return type.enumValues.compactMap { value in
            let unused = RefusedName.unused
            guard let call = place.call(isList ? "[\(value.name)]" : value.name, samples),
                let control = place.call(isList ? "[\(unused)]" : unused, samples)
            else { return nil }
            let exists = expected.sees("\(type.name).\(value.name)", role)
            return Trial(
                name: value.name, exists: exists, call: skipped(call, place),
                control: skipped(control, place))
        }
    }

    private func skipped(_ call: String, _ place: InputPlace) -> String {
        let inner = schema[place.field.type.named].kind.isComposite ? " { __typename }" : ""
        return "\(call) @skip(if: true)\(inner)"
    }
}
