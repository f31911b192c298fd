/// One run of a plan that delivers later: the initial result first, then a payload after each round of loads
/// that completes something.
///
/// All parts whose loads are due share a round, as the loads of a level do; the fields of a part are written
/// as soon as it needs no further round. Everything happens in the one task, and in the one snapshot, that
/// the request has.
struct IncrementalRun<Session: LoadSession> {
    /// Takes a payload; false if no more is wanted.
    typealias Receiver = (GraphQLPayload) -> Bool

    private let execution: Execution
    private let recorder: DeliveryRecorder
    private var graph: DeliveryGraph
    /// Nil for a plan without loads.
    private var runner: RoundRunner<Session>?
    private var nextRound: [Int]
    private var outputs: [ResponseBuffer] = []
    private var byteCount = 0
    /// What the operation has cost, once it is settled.
    private var actualCost: Int?
    /// Whether a round has failed.
    private var isCutShort = false

    init(_ execution: Execution, session: Session?) {
        self.execution = execution
        recorder = DeliveryRecorder(
            execution.compiled.plan.delivery.usages, countMax: execution.limits.deliveryCountMax)
        graph = DeliveryGraph(execution.compiled)
        runner = session.map { RoundRunner(execution, session: $0) }
        nextRound = execution.compiled.parts.map { _ in 0 }
    }

    private var compiled: CompiledPlan { execution.compiled }

    /// Runs to the end, or until nothing more is wanted.
    ///
    /// - Throws: why the initial result could not be loaded; later failures are told in the last payload.
    mutating func run(_ deliver: Receiver) async throws(LoadError) {
        while nextRound[0] < compiled.rounds.count { try await round([0]) }
        let initial = writeInitial()
        guard deliver(initial), initial.hasNext else { return }
        do {
            try await runLater(deliver)
        } catch {
            isCutShort = true
            graph.failAll(ErrorEntry(message: error.message, code: error.code), compiled.plan)
            if let last = payload() { _ = deliver(last) }
        }
    }

    /// What the operation has cost in the end; what is not spent is given back.
    ///
    /// Who goes away, or asks for what takes too long, pays for all of it: the database has worked for it.
    private mutating func settle() -> Int {
        if isCutShort { return execution.requestedCost }
        let actual = actualCost ?? execution.settle(runner?.blocks ?? [])
        actualCost = actual
        return actual
    }

    /// Closes a payload; the initial one tells what the operation may cost, the last one what it did cost.
    private mutating func close(_ output: inout ResponseBuffer, isInitial: Bool, hasNext: Bool) {
        let actual = hasNext ? nil : settle()
        if isInitial || !hasNext { execution.appendExtensions(to: &output, actual: actual) }
        output.append(0x7D)
    }

    private mutating func runLater(_ deliver: Receiver) async throws(LoadError) {
        while !graph.isFinished {
            guard !Task.isCancelled else { return }
            writeReady()
            let next = payload()
            if let next {
                guard deliver(next) else { return }
                continue
            }
            let running = graph.runningParts
            guard !running.isEmpty else {
                throw LoadError(message: "A deferred part waits for nothing.", code: "INTERNAL")
            }
            try await round(running)
        }
    }

    /// Runs the next round of some parts.
    private mutating func round(_ running: [Int]) async throws(LoadError) {
        var due: [Int] = []
        for part in running {
            due += compiled.parts[part][nextRound[part]]
            nextRound[part] += 1
        }
        let isLast = compiled.parts.indices.allSatisfy { nextRound[$0] == compiled.parts[$0].count }
        try await runner?.round(due, isLast: isLast)
        for part in running where part > 0 && nextRound[part] == compiled.parts[part].count {
            graph.finish(part: part)
        }
    }

    // MARK: Writing

    private mutating func writeInitial() -> GraphQLPayload {
        recorder.begin(firstGroup: 0)
        let written = execution.withWriter(runner?.blocks ?? [], recorder: recorder) { writer, row in
            let kind = execution.appendResult(to: &writer, row)
            return (output: writer.output, kind: kind)
        }
        guard !recorder.isFull else {
            let refusal = GraphQLResponse(errors: [tooManyEntry], .requestError, execution.requestID)
            return GraphQLPayload(refusal, hasNext: false)
        }
        guard let kind = written.kind else { return GraphQLPayload(execution.tooLarge, hasNext: false) }
        graph.began(recorder.take())
        byteCount = written.output.count
        var writer = deliveryWriter(written.output)
        let delivery = graph.takeDelivery()
        if !delivery.isEmpty {
            writer.output.append(0x2C)
            writer.appendPending(delivery.pending)
            writer.output.append("\"hasNext\":true")
        }
        close(&writer.output, isInitial: true, hasNext: !delivery.isEmpty)
        let response = GraphQLResponse(body: writer.output, kind: kind)
        return GraphQLPayload(response, hasNext: !delivery.isEmpty)
    }

    /// Writes whatever needs no further round.
    private mutating func writeReady() {
        guard let first = graph.next() else { return }
        let limit = max(execution.limits.responseByteCountMax - byteCount, 0)
        let output = execution.withWriter(
            runner?.blocks ?? [], recorder: recorder, byteCountMax: limit
        ) { writer, _ in
            var unit: DeliveryGraph.Unit? = first
            while let due = unit {
                switch due {
                case .task(let task): write(task: task, &writer)
                case .stream(let stream): write(stream: stream, &writer)
                }
                unit = graph.next()
            }
            return writer.output
        }
        byteCount += output.count
        outputs.append(output)
    }

    private mutating func write(task number: Int, _ writer: inout ResponseWriter) {
        let task = graph.tasks[number]
        recorder.begin(firstGroup: graph.groups.count, groupOfUsage: task.groupOfUsage)
        writer.path = task.path
        writer.page = task.page
        writer.errors = []
        let start = writer.output.count
        let completion = writer.object(task.scope, task.row, task.number)
        let isTooLarge = isTooLarge(writer)
        if case .written = completion, !isTooLarge {
            graph.finished(task: number, piece(writer, from: start), recorder.take())
            return
        }
        writer.output.truncate(to: start)
        let error = isTooLarge ? nil : writer.errors.last.map(execution.entry)
        graph.failed(task: number, error ?? limitEntry.at(path(task.path)))
    }

    private mutating func write(stream number: Int, _ writer: inout ResponseWriter) {
        let stream = graph.streams[number]
        recorder.begin(firstGroup: graph.groups.count)
        writer.errors = []
        let start = writer.output.count
        let isFailed = writer.tail(of: stream)
        guard !isTooLarge(writer) else {
            writer.output.truncate(to: start)
            let error = limitEntry.at(path(stream.path))
            return graph.finished(stream: number, nil, FoundWork(), error)
        }
        let error = isFailed ? writer.errors.popLast().map(execution.entry) : nil
        let items = writer.output.count - start > 2 ? piece(writer, from: start) : nil
        graph.finished(stream: number, items, recorder.take(), error)
    }

    private func piece(_ writer: ResponseWriter, from start: Int) -> WrittenPiece {
        WrittenPiece(
            output: outputs.count, bytes: start..<writer.output.count,
            errors: writer.errors.prefix(execution.limits.errorCountMax).map(execution.entry))
    }

    private func isTooLarge(_ writer: ResponseWriter) -> Bool {
        recorder.isFull || writer.output.count > writer.byteCountMax
    }

    /// Why a piece is too large.
    private var limitEntry: ErrorEntry { recorder.isFull ? tooManyEntry : execution.tooLargeEntry }

    private var tooManyEntry: ErrorEntry {
        let message =
            "The response would have more than \(execution.limits.deliveryCountMax) deferred fragments and "
            + "streamed lists: defer around lists, not in them, or page."
        return ErrorEntry(message: message, code: "LIMIT_EXCEEDED", limit: "graphql.maxDeliveries")
    }

    /// The next payload, if there is something to tell.
    private mutating func payload() -> GraphQLPayload? {
        let delivery = graph.takeDelivery()
        guard !delivery.isEmpty else { return nil }
        let hasNext = !graph.isFinished
        var writer = deliveryWriter(ResponseBuffer(capacity: 1024))
        writer.append(delivery, hasNext: hasNext)
        close(&writer.output, isInitial: false, hasNext: hasNext)
        return GraphQLPayload(GraphQLResponse(body: writer.output, kind: .data), hasNext: hasNext)
    }

    private func deliveryWriter(_ output: ResponseBuffer) -> DeliveryWriter {
        DeliveryWriter(
            plan: compiled.plan, outputs: outputs, requestID: execution.requestID,
            errorCountMax: execution.limits.errorCountMax, output: output)
    }

    private func path(_ steps: [ResponseWriter.Step]) -> [PathElement] {
        steps.map(compiled.plan.pathElement)
    }
}
