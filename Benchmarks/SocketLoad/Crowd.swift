/// Sockets that are opened alike, and what comes to them.
final class Crowd {
    private let loop: Loop
    private let port: Int
    private(set) var sockets: [LoadSocket] = []
    /// How long each took to be let in, in nanoseconds.
    private(set) var openedAfter: [UInt64] = []
    private(set) var lastOpenedAt: UInt64 = 0
    private(set) var refusals: [String] = []
    /// What is measured now.
    var deliveries: Deliveries?

    init(_ loop: Loop, port: Int) {
        self.loop = loop
        self.port = port
    }

    var openCount: Int { openedAfter.count }

    /// Opens one more.
    func open(_ words: LoadSocket.Words?, isNarrow: Bool = false) -> LoadSocket {
        let socket = LoadSocket(
            loop, port: port, source: sockets.count, isNarrow: isNarrow, words: words, crowd: self)
        sockets.append(socket)
        return socket
    }

    /// Opens many, so many a second, and waits until all are let in.
    ///
    /// - Returns: how many a second were let in.
    func open(
        _ count: Int, perSecond rate: Double, isNarrow: (Int) -> Bool = { _ in false },
        _ words: (Int) -> LoadSocket.Words?
    ) -> Double {
        let start = Clock.now
        loop.pace(count, perSecond: rate) { index, _ in _ = open(words(index), isNarrow: isNarrow(index)) }
        loop.run(seconds: 20) { openCount + refusals.count >= count }
        guard lastOpenedAt > start else { return 0 }
        return Double(openCount) / (Double(lastOpenedAt - start) / 1e9)
    }

    /// Sees to it that everybody's subscription has begun: by events, as long as somebody has heard none.
    ///
    /// - Parameter happen: makes something happen of which everybody hears.
    func settle(_ happen: () -> Void) -> Bool {
        for _ in 0..<10 {
            happen()
            if loop.run(seconds: 3, until: { sockets.allSatisfy { $0.count > 0 || $0.ending != nil } }) {
                return sockets.allSatisfy { $0.ending == nil }
            }
        }
        return false
    }

    /// Ends all at once.
    func reset() {
        for socket in sockets { socket.reset() }
        sockets = []
    }

    // MARK: What comes

    func opened(after delay: UInt64) {
        openedAfter.append(delay)
        lastOpenedAt = Clock.now
    }

    func refused(_ message: String) { refusals.append(message) }

    func arrived(at socket: LoadSocket, _ message: UnsafeRawBufferPointer) {
        guard let deliveries, !socket.isStuck else { return }
        deliveries.arrived(message)
    }
}

/// What was done when, and how long it took to reach each socket.
final class Deliveries {
    /// The kind of event that counts.
    private let kind: StaticString
    private var doneAt: [Int: UInt64] = [:]
    private(set) var delays = Delays()

    init(_ kind: StaticString) {
        self.kind = kind
    }

    /// How many have arrived.
    var count: Int { delays.count }

    /// Something with this mark is done now, or was due then.
    func done(_ mark: Int, at moment: UInt64 = Clock.now) { doneAt[mark] = moment }

    /// An event has come.
    func arrived(_ message: UnsafeRawBufferPointer) {
        guard Text.find(kind, in: message) != nil,
            let mark = Text.number(after: "\"note\":\"load-", in: message), let start = doneAt[mark]
        else { return }
        delays.add(Clock.now - start)
    }
}

/// Times, of which the middle and the hundredth slowest matter.
struct Delays {
    private var values: [UInt64]

    /// - Parameter values: in nanoseconds.
    init(_ values: [UInt64] = []) {
        self.values = values
    }

    var count: Int { values.count }

    mutating func add(_ value: UInt64) { values.append(value) }

    /// In milliseconds; nothing at all has no middle, and is as slow as can be.
    func percentile(_ percent: Int) -> Double {
        let sorted = values.sorted()
        let index = (sorted.count * percent + 99) / 100 - 1
        return sorted.indices.contains(index) ? Double(sorted[index]) / 1e6 : .infinity
    }
}
