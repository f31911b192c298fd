internal import Domain
internal import Postgres

/// The lines of a cart while a mutation changes them, and what of it must be stored.
struct CartContents: Sendable {
    /// Lines of a cart at most.
    static let lineCountMax = 100

    /// A line, stored or new.
    struct Line: Sendable {
        let id: UUIDBytes
        var request: LineRequest
        var quotedMinor: Int64
        let position: Int64
        let configuration: [UInt8]
        /// Where it comes from.
        var origin: Origin
    }

    /// Where a line comes from.
    enum Origin: Sendable {
        case stored
        /// Only its quantity is another one.
        case resized
        case new
    }

    private(set) var lines: [Line]
    /// Stored lines that go.
    private(set) var removed: [UUIDBytes] = []

    init(_ cart: StoredCart) {
        lines = cart.lines.map {
            Line(
                id: $0.id, request: $0.request, quotedMinor: $0.quotedMinor, position: $0.position,
                configuration: $0.configuration, origin: .stored)
        }
    }

    /// Puts a line in; one that is there already with the same choices becomes more.
    ///
    /// - Returns: whether there is room for it, and its quantity can be stored.
    mutating func add(_ request: LineRequest, id: UUIDBytes, quotedMinor: Int64 = 0) -> Bool {
        let configuration = request.configuration
        if let index = lines.firstIndex(where: { $0.configuration == configuration }) {
            let (sum, overflows) = lines[index].request.quantity.tenThousandths.addingReportingOverflow(
                request.quantity.tenThousandths)
            guard !overflows, let quantity = Quantity(tenThousandths: sum) else { return false }
            lines[index].request.quantity = quantity
            lines[index].request.place = request.place
            if lines[index].origin == .stored { lines[index].origin = .resized }
            return true
        }
        guard lines.count < Self.lineCountMax else { return false }
        lines.append(
            Line(
                id: id, request: request, quotedMinor: quotedMinor,
                position: (lines.map(\.position).max() ?? -1) + 1,
                configuration: configuration, origin: .new))
        return true
    }

    /// Takes a line out; false when it is not there.
    mutating func remove(_ id: UUIDBytes) -> Bool {
        guard let index = lines.firstIndex(where: { $0.id == id }) else { return false }
        lines.remove(at: index)
        removed.append(id)
        return true
    }

    /// Changes a line; one that is then chosen as another one becomes part of it. False when it is not there,
    /// or cannot be stored.
    mutating func replace(_ id: UUIDBytes, by request: LineRequest, newID: UUIDBytes) -> Bool {
        guard let index = lines.firstIndex(where: { $0.id == id }) else { return false }
        let configuration = request.configuration
        if lines[index].configuration == configuration {
            lines[index].request.quantity = request.quantity
            lines[index].request.place = request.place
            lines[index].origin = .resized
            return true
        }
        return remove(id) && add(request, id: newID)
    }

    /// Notes what one of each line that was put in or changed costs now, choices included.
    mutating func note(_ quote: Quote) {
        for (index, line) in quote.lines.enumerated() where lines.indices.contains(index) {
            guard let unitMinor = quote.unitMinor(of: line), lines[index].origin != .stored else { continue }
            lines[index].quotedMinor = unitMinor
        }
    }
}

extension Quote {
    /// The price of one of a line, choices included; nil for what cannot be ordered.
    func unitMinor(of line: Line) -> Int64? {
        guard let position = line.position, let priced, priced.lines.indices.contains(position) else {
            return nil
        }
        // Pricing has added them already without overflow.
        return priced.lines[position].unitMinor &+ priced.lines[position].modifierMinor
    }
    /// What all of a line cost, before charges and the tax that is put on top; 0 for what cannot be ordered.
    func grossMinor(of line: Line) -> Int64 {
        guard let position = line.position, let priced, priced.lines.indices.contains(position) else {
            return 0
        }
        return priced.lines[position].grossMinor
    }
}
