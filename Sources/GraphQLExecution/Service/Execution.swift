import GraphQLLanguage
import GraphQLSchema

/// One run of a plan. ExecuteQuery and ExecuteMutation, §6.2
struct Execution: Sendable {
    let compiled: CompiledPlan
    /// Asked only for the places of errors.
    let prepared: PreparedDocument
    let arguments: [Arguments]
    /// Loads that are not made, with the errors of their fields.
    let refusedLoads: [Int: FieldError]
    /// Arguments that could not be coerced, by their index in the plan.
    let argumentFailures: [Int: ArgumentError]
    var values: RequestValues
    /// As they came, to tell an equal request.
    let operationName: String?
    let variables: InputValue?
    let requestID: String
    let limits: ExecutionLimits
    /// The most that the operation may cost.
    let requestedCost: Int
    /// Who pays it.
    let account: CostAccount
    /// What it uses of what is deprecated, each once.
    let deprecations: [PlanDeprecation]

    /// Runs all rounds in one read-only transaction, then writes.
    func query<Sessions: SessionSource>(
        _ sessions: Sessions, _ caller: Sessions.Caller
    ) async throws(LoadError) -> GraphQLResponse {
        let blocks = try await sessions.read(for: caller) { session throws(LoadError) in
            var runner = RoundRunner(self, session: session)
            try await runner.run()
            return runner.blocks
        }
        return write(blocks)
    }

    /// Writes the response from the answered loads.
    func write(
        _ blocks: [Block?], failures: [Int: FieldError] = [:], replays: [Int: [UInt8]] = [:],
        isReplay: Bool = false
    ) -> GraphQLResponse {
        let actual = settle(blocks)
        return withWriter(blocks, failures: failures, replays: replays) { writer, row in
            guard let kind = appendResult(to: &writer, row) else { return tooLarge }
            appendExtensions(to: &writer.output, actual: actual, isReplay: isReplay)
            writer.output.append(0x7D)
            return GraphQLResponse(body: writer.output, kind: kind)
        }
    }

    /// The row of the root, which has no columns.
    private static let rootRow = RowSet(rowCount: 1, columnCount: 1, owner: nil) { _ in }

    /// Calls `body` with a writer over the answered loads, and the root's row.
    func withWriter<Result>(
        _ blocks: [Block?], failures: [Int: FieldError] = [:], replays: [Int: [UInt8]] = [:],
        recorder: DeliveryRecorder? = nil, byteCountMax: Int? = nil,
        _ body: (inout ResponseWriter, UnsafePointer<Cell>) -> Result
    ) -> Result {
        let empty = Block.empty(parentCount: 1)
        let views = blocks.map { $0?.view ?? empty.view }
        var marks: [Int: RowMarks] = [:]
        for index in views.indices where views[index].isMarked { marks[index] = blocks[index]?.rows.marks }
        return withExtendedLifetime((blocks, empty)) { [marks] in
            compiled.plan.fields.withUnsafeBufferPointer { fields in
                compiled.plan.text.withUnsafeBufferPointer { text in
                    views.withUnsafeBufferPointer { views in
                        var writer = ResponseWriter(
                            compiled: compiled, fields: fields, text: text, blocks: views,
                            arguments: arguments, values: values, failures: failures,
                            refusedLoads: refusedLoads,
                            byteCountMax: byteCountMax ?? limits.responseByteCountMax,
                            output: ResponseBuffer(capacity: 4096), recorder: recorder)
                        writer.markedRows = marks
                        writer.replays = replays
                        writer.argumentFailures = argumentFailures
                        return body(&writer, UnsafePointer(Self.rootRow.cells))
                    }
                }
            }
        }
    }

    /// Appends the result but for its closing brace.
    ///
    /// - Returns: what kind of result it is; nil if it would be too large.
    func appendResult(
        to writer: inout ResponseWriter, _ row: UnsafePointer<Cell>
    ) -> GraphQLResponse.Kind? {
        writer.output.append("{\"data\":")
        let start = writer.output.count
        switch writer.object(compiled.plan.root, row, 0) {
        case .written: break
        case .null, .failed:
            writer.recorder?.discard(beyond: start)
            writer.output.truncate(to: start)
            writer.output.append("null")
        }
        guard writer.output.count <= limits.responseByteCountMax else { return nil }
        guard !writer.errors.isEmpty else { return .data }
        writer.output.append(0x2C)
        let listed = writer.errors.prefix(limits.errorCountMax).map(entry)
        writer.output.appendErrors(listed, requestID: requestID)
        return .dataWithErrors
    }

    /// The refusal of a response that is too large.
    var tooLarge: GraphQLResponse { GraphQLResponse(errors: [tooLargeEntry], .requestError, requestID) }

    /// The error of a response, or a part of one, that is too large.
    var tooLargeEntry: ErrorEntry {
        let message =
            "The response would be larger than \(limits.responseByteCountMax) bytes: select less, or page."
        return ErrorEntry(
            message: message, code: "RESPONSE_TOO_LARGE", limit: "graphql.maxResponseBytes")
    }

    /// An execution error as responses list it.
    func entry(_ error: ExecutionError) -> ErrorEntry {
        ErrorEntry(
            message: error.message, locations: error.offsets.flatMap(prepared.locations(ofOffset:)),
            path: error.path, code: error.code)
    }
}
