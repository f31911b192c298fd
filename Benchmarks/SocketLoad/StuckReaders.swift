extension Bench {
    /// What those who read notice of those who don't, and how these end.
    mutating func stuckReaders() {
        let count = scaled(1_000)
        let stuckCount = count / 10
        report.title("\(stuckCount) of \(count) stand still, 20 orders a second")
        let descriptors = server.descriptors
        let place = places[0]
        let crowd = Crowd(loop, port: server.port)
        let words = place.words
        _ = crowd.open(count, perSecond: 1_000, isNarrow: { $0 < stuckCount }) { _ in words }
        settle(crowd, [place])
        let stuck = crowd.sockets.prefix(stuckCount)
        let usual = orders(place, crowd, seconds: 15)
        for socket in stuck { socket.stop() }
        let beside = orders(place, crowd, seconds: 40)
        for socket in stuck { socket.goOn() }
        loop.run(seconds: 10) { stuck.allSatisfy { $0.ending != nil } }
        report.note(
            "the others usually, p50 and p99",
            "\(usual.percentile(50).text()) and \(usual.percentile(99).text()) ms")
        let ratio = beside.percentile(99) / usual.percentile(99)
        report.check(
            "beside those who stand still, p99",
            "\(beside.percentile(99).text()) ms, × \(ratio.text(2))", asked: "below × 2", ratio < 2)
        // What was on its way when they were given up may come once more; nothing is left out.
        let repeated = stuck.compactMap { socket in
            socket.ending?.code == 1013
                ? Self.cursor(socket.ending?.reason).map { socket.cursor - $0 } : nil
        }
        let told = repeated.count { $0 >= 0 }
        report.check(
            "those told 1013 and from where to go on", "\(told)", asked: "\(stuckCount)", told == stuckCount)
        report.note("events that come once more to those", "\(repeated.max() ?? 0) at most")
        if let other = stuck.first(where: { $0.ending?.code != 1013 }) {
            report.note("another one", other.ending.map { "\($0.code) \($0.reason)" } ?? "still open")
        }
        let open = crowd.sockets.dropFirst(stuckCount).count { $0.ending == nil }
        report.check(
            "the others still open", "\(open)", asked: "\(count - stuckCount)", open == count - stuckCount)
        crowd.reset()
        rest(server, until: descriptors)
    }

    /// Makes orders for a while; how long they took to everybody who reads.
    private mutating func orders(_ place: Place, _ crowd: Crowd, seconds: Int) -> Delays {
        let deliveries = Deliveries("\"changeType\":\"CREATED\"")
        crowd.deliveries = deliveries
        let first = lastMark + 1
        lastMark += seconds * 20
        loop.pace(seconds * 20, perSecond: 20) { index, due in
            deliveries.done(first + index, at: due)
            requests.post(place.order(first + index), token: place.token)
        }
        requests.finish()
        loop.run(seconds: 1)
        return deliveries.delays
    }

    /// The number in `slow consumer, resume from 17`.
    private static func cursor(_ reason: String?) -> Int? {
        reason?.split(separator: " ").last.flatMap { Int($0) }
    }
}
