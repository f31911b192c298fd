/// What one payload tells, in the terms of the proposal of incremental delivery.
struct Delivery {
    /// A delivery that will follow.
    struct Pending {
        let id: Int
        let path: [ResponseWriter.Step]
        let label: String?
    }

    /// Data to merge into what was sent before.
    enum Incremental {
        /// Fields of the object at the pending path and `subPath` together.
        case fields(WrittenPiece, id: Int, subPath: [ResponseWriter.Step])
        /// More items of the list at the pending path.
        case items(WrittenPiece, id: Int)
    }

    /// A delivery that is over; with an error its data will never come.
    struct Completed {
        let id: Int
        let error: ErrorEntry?
    }

    var pending: [Pending] = []
    var incremental: [Incremental] = []
    var completed: [Completed] = []

    var isEmpty: Bool { pending.isEmpty && incremental.isEmpty && completed.isEmpty }
}

/// Appends a delivery to a payload.
struct DeliveryWriter {
    let plan: Plan
    /// The outputs that hold pieces.
    let outputs: [ResponseBuffer]
    let requestID: String
    let errorCountMax: Int
    var output: ResponseBuffer

    /// A payload behind the initial one, but for what closes it.
    mutating func append(_ delivery: Delivery, hasNext: Bool) {
        output.append(0x7B)
        appendPending(delivery.pending)
        appendList("\"incremental\":[", delivery.incremental) { $0.append($1) }
        appendList("\"completed\":[", delivery.completed) { $0.append($1) }
        output.append(hasNext ? "\"hasNext\":true" : "\"hasNext\":false")
    }

    /// `"pending":[…],`, if something is.
    mutating func appendPending(_ pending: [Delivery.Pending]) {
        appendList("\"pending\":[", pending) { $0.append($1) }
    }

    private mutating func appendList<Entry>(
        _ start: StaticString, _ entries: [Entry], _ append: (inout DeliveryWriter, Entry) -> Void
    ) {
        guard !entries.isEmpty else { return }
        output.append(start)
        for (number, entry) in entries.enumerated() {
            if number > 0 { output.append(0x2C) }
            append(&self, entry)
        }
        output.append("],")
    }

    private mutating func append(_ pending: Delivery.Pending) {
        appendID(pending.id)
        output.append(",\"path\":")
        output.appendPath(pending.path.map(plan.pathElement))
        if let label = pending.label {
            output.append(",\"label\":")
            output.appendString(label)
        }
        output.append(0x7D)
    }

    private mutating func append(_ incremental: Delivery.Incremental) {
        switch incremental {
        case .fields(let piece, let id, let subPath):
            appendID(id)
            if !subPath.isEmpty {
                output.append(",\"subPath\":")
                output.appendPath(subPath.map(plan.pathElement))
            }
            append(piece, as: ",\"data\":")
        case .items(let piece, let id):
            appendID(id)
            append(piece, as: ",\"items\":")
        }
    }

    private mutating func append(_ piece: WrittenPiece, as key: StaticString) {
        output.append(key)
        outputs[piece.output].withUnsafeBytes { bytes in
            output.append(UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[piece.bytes]))
        }
        if !piece.errors.isEmpty { appendErrors(piece.errors) }
        output.append(0x7D)
    }

    private mutating func append(_ completed: Delivery.Completed) {
        appendID(completed.id)
        if let error = completed.error { appendErrors([error]) }
        output.append(0x7D)
    }

    private mutating func appendErrors(_ errors: [ErrorEntry]) {
        output.append(0x2C)
        output.appendErrors(Array(errors.prefix(errorCountMax)), requestID: requestID)
    }

    private mutating func appendID(_ id: Int) {
        output.append("{\"id\":\"")
        output.appendInteger(Int64(id))
        output.append(0x22)
    }
}
