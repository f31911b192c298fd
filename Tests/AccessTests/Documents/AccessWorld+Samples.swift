import GraphQLSchema
import Postgres
import Restaurant

extension AccessWorld {
    /// Finds out which values arguments take, by asking as the one who sees most.
    func samples() async throws -> SampleArguments {
        var samples = SampleArguments(schema: schema)
        samples.ids = try await ids(of: own, as: strongest)
        samples.missing = "item_00000000000000000000000000"
        for field in schema[schema.queryType].fields.map({ schema.fields[$0] }) {
            for index in field.arguments {
                let argument = schema.inputValues[index]
                guard argument.isRequired, argument.type.named == BuiltInScalar.string.typeID else {
                    continue
                }
                samples.texts[argument.coordinate] = try await texts(for: argument, of: field, samples)
            }
        }
        return samples
    }

    /// The IDs of rows by their object type: every row is asked for under every kind of ID.
    func ids(of rows: [UUIDBytes], as principal: Principal) async throws -> [String: [String]] {
        let nodes = schema[schema.queryType].fields.map { schema.fields[$0] }.filter { field in
            schema[field.type.named].kind == .interface
                && field.arguments.contains { schema.inputValues[$0].type.named == BuiltInScalar.id.typeID }
        }
        guard let node = nodes.first, let argument = node.arguments.first else { return [:] }
        let ids = EntityKind.allCases.flatMap { kind in rows.map(kind.id) }
        let chunks = ids.chunks(of: Self.lookUps)
        let requests = chunks.map { chunk in
            // One text for all full chunks, so that its plan is made once.
            let declared = chunk.indices.map { "$i\($0): ID!" }.joined(separator: " ")
            let name = schema.inputValues[argument].name
            let lines = chunk.indices.map { "i\($0): \(node.name)(\(name): $i\($0)) { __typename }" }
            var request = AccessClient.Request(
                document: "query(\(declared)) {\n\(lines.joined(separator: "\n"))\n}", principal: principal)
            for (index, id) in chunk.enumerated() { request.variables["i\(index)"] = .string(id) }
            return request
        }
        var found: [String: [String]] = [:]
        for (chunk, answer) in zip(chunks, try await client.ask(requests)) {
            for (index, id) in chunk.enumerated() {
                if let type = answer.data?["i\(index)"]?["__typename"]?.text {
                    found[type, default: []].append(id)
                }
            }
        }
        return found.mapValues { $0.sorted() }
    }

    /// How many rows one document looks up.
    private static let lookUps = 50

    /// Our texts that a field takes as an argument.
    private func texts(
        for argument: InputValueDefinition, of field: FieldDefinition, _ samples: SampleArguments
    ) async throws -> [String] {
        let requests = texts.chunks(of: 100).map { chunk in
            let lines = chunk.enumerated().map { index, text in
                "t\(index): \(field.name)(\(argument.name): \"\(text)\") { __typename }"
            }
            return AccessClient.Request(
                document: "{ \(lines.joined(separator: "\n")) }", principal: strongest)
        }
        return zip(texts.chunks(of: 100), try await client.ask(requests)).flatMap { chunk, answer in
            chunk.enumerated().filter { !(answer.data?["t\($0.offset)"]?.objects.isEmpty ?? true) }.map(
                \.element)
        }
    }
}

extension Array {
    /// The elements in runs of at most `count`.
    func chunks(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}
