import GraphQLExecution
import GraphQLSchema
import Testing

/// Policies over the zoo, from names.
struct ZooPolicy {
    let schema: Schema
    var rules = AccessRules()

    /// Grants every field on all rows, but for the given types and fields.
    init(without coordinates: String..., sdl: String = Zoo.sdl) throws {
        schema = try Schema(sdl: sdl)
        for type in schema.types where !type.name.hasPrefix("__") && !coordinates.contains(type.name) {
            let fields = type.fields.map { schema.fields[$0] }.filter { !coordinates.contains($0.coordinate) }
            if type.kind == .interface { rules.interfaceFields.formUnion(fields.map(\.id)) }
            guard type.kind == .object else { continue }
            rules.grants.append(ObjectGrant(type: type.id, fields: Set(fields.map(\.id))))
        }
    }

    /// Grants fields of a type on rows where a condition holds.
    mutating func grant(
        _ type: String, where condition: String? = nil, _ fields: [String], masks: [String: Mask] = [:]
    ) throws {
        let id = try #require(schema.type(named: type))
        func field(_ name: String) throws -> FieldID { try #require(schema.field(named: name, of: id)) }
        var masked: [FieldID: Mask] = [:]
        for (name, mask) in masks { masked[try field(name)] = mask }
        rules.grants.append(
            ObjectGrant(
                type: id,
                rows: condition.map { .matching(RowRule(name: $0, condition: $0)) } ?? .all,
                fields: Set(try fields.map(field)), masks: masked))
    }

    mutating func deny(_ coordinate: String, _ outcome: DenialOutcome) throws {
        rules.denials[try field(coordinate)] = outcome
    }

    func field(_ coordinate: String) throws -> FieldID {
        try #require(schema.fields.first { $0.coordinate == coordinate }).id
    }

    /// The index of an argument or input field.
    func input(_ coordinate: String) throws -> Int {
        try #require(schema.inputValues.firstIndex { $0.coordinate == coordinate })
    }

    mutating func limit(_ coordinate: String, _ change: (inout InputRule) -> Void) throws {
        var rule = InputRule()
        change(&rule)
        rules.inputs[try input(coordinate)] = rule
    }

    var policy: AccessPolicy { AccessPolicy(rules, schema: schema) }

    func run(_ query: String, variables: String? = nil) async throws -> (text: String, rounds: [[String]]) {
        let result = try await Zoo.run(query, variables: variables, access: policy)
        return (result.text, result.rounds)
    }
}
