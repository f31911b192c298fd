import Glibc

/// What all steps have in common.
struct Bench {
    let loop = Loop()
    let places: [Place]
    /// Serves the sockets, and the requests.
    let server: ServerProcess
    /// Another process over the same database.
    let other: ServerProcess
    /// NIO's WebSocket without anything.
    let echo: ServerProcess
    /// How much of everything, 1 for what is asked.
    let scale: Double
    let requests: Requests
    var report = Report()
    var lastMark = 0

    init(places: [Place], server: ServerProcess, other: ServerProcess, echo: ServerProcess, scale: Double) {
        self.places = places
        self.server = server
        self.other = other
        self.echo = echo
        self.scale = scale
        requests = Requests(loop, port: server.port, channels: 24)
    }

    func scaled(_ whole: Int) -> Int { max(1, Int(Double(whole) * scale)) }

    /// The next number by which something is told apart.
    mutating func nextMark() -> Int {
        lastMark += 1
        return lastMark
    }

    /// Makes an order everywhere, of which every socket hears.
    mutating func orderEverywhere(_ places: [Place]) {
        for place in places { requests.post(place.order(nextMark()), token: place.token) }
        requests.finish()
    }

    /// Has everybody's subscription begun, and says so if not.
    mutating func settle(_ crowd: Crowd, _ places: [Place]) {
        let isWhole = crowd.settle { orderEverywhere(places) }
        guard !isWhole || !crowd.refusals.isEmpty else { return }
        let deaf = crowd.sockets.count { $0.count == 0 }
        let endings = crowd.sockets.compactMap(\.ending).first.map { "\($0.code) \($0.reason)" }
        let first = crowd.refusals.first ?? endings ?? ""
        report.check(
            "sockets without their event, operations refused", "\(deaf), \(crowd.refusals.count)",
            asked: "none; the first: \(first)", false)
    }

    /// Sockets, subscriptions and groups that the server says it has; nil where it tells nobody.
    func livingCount() -> Int? {
        let token = getenv("METRICS_TOKEN").map { String(cString: $0) } ?? ""
        let lines = requests.get("/metrics", token: token).split(separator: "\n")
        guard lines.contains(where: { $0.hasPrefix("comanda_live_places") }) else { return nil }
        let names = ["places", "connections", "subscriptions", "groups", "branches"]
        return lines.filter { line in
            names.contains { line.hasPrefix("comanda_live_\($0) ") || line.hasPrefix("comanda_live_\($0){") }
        }.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0) { $0 + Int($1) }
    }

    /// Waits until a server has closed what was reset.
    func rest(_ server: ServerProcess, until descriptors: Int) {
        loop.run(seconds: 10) { server.descriptors <= descriptors }
        loop.run(seconds: 1)
    }
}
