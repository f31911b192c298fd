extension Bench {
    /// What sockets cost that only wait, beside as many of a server that knows nothing but WebSockets.
    mutating func idleSockets() {
        let count = scaled(10_000)
        report.title("\(count) idle sockets over \(places.count) branches")
        let bare = bareSocket(count)
        let before = server.memory
        let descriptors = server.descriptors
        let crowd = Crowd(loop, port: server.port)
        let words = places.map(\.words)
        let rate = crowd.open(count, perSecond: 2_100) { words[$0 % words.count] }
        report.check("let in", "\(rate.text(0)) a second", asked: "2,000 a second", rate >= 2_000)
        report.note("how long it took one, p99", "\(Delays(crowd.openedAfter).percentile(99).text()) ms")
        settle(crowd, places)
        loop.run(seconds: 3)
        let rested = server.memory
        // Somewhat longer than from one ping to the next.
        loop.run(seconds: 28)
        let pinged = server.memory
        let each = Double(pinged - before) / Double(count)
        let limit = Int(400e6 * scale)
        report.note("the server's memory before", before.megabytes)
        report.note("with them", rested.megabytes)
        report.check(
            "once they were pinged", pinged.megabytes, asked: "at most 400 MB",
            pinged <= (scale < 1 ? before + limit : limit))
        report.note("of it for each", "\((each / 1e3).text()) kB, \((each / bare).text(2)) × bare NIO")
        let open = crowd.sockets.count { $0.ending == nil }
        report.check("still open", "\(open)", asked: "\(count)", open == count)
        crowd.reset()
        rest(server, until: descriptors)
    }

    /// What one costs there, in bytes.
    private func bareSocket(_ count: Int) -> Double {
        let before = echo.memory
        let crowd = Crowd(loop, port: echo.port)
        let rate = crowd.open(count, perSecond: 4_000) { _ in nil }
        loop.run(seconds: 1)
        let each = Double(echo.memory - before) / Double(count)
        crowd.reset()
        report.note("bare NIO, for each", "\((each / 1e3).text()) kB, \(rate.text(0)) a second")
        return each
    }
}
