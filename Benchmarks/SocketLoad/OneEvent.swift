extension Bench {
    /// How long an event takes to everybody who looks at the same branch.
    mutating func oneEvent() {
        let count = scaled(5_000)
        report.title("one event to \(count) sockets")
        let descriptors = server.descriptors
        let place = places[0]
        let crowd = Crowd(loop, port: server.port)
        let words = place.words
        _ = crowd.open(count, perSecond: 1_500) { _ in words }
        settle(crowd, [place])
        let deliveries = Deliveries("\"changeType\":\"CREATED\"")
        crowd.deliveries = deliveries
        let events = 20
        for number in 1...events {
            let mark = nextMark()
            deliveries.done(mark)
            requests.post(place.order(mark), token: place.token)
            loop.run(seconds: 5) { deliveries.count >= number * count }
            loop.run(seconds: 0.2)
        }
        requests.finish()
        report.check(
            "arrivals of \(events) events", "\(deliveries.count)", asked: "\(events * count)",
            deliveries.count == events * count)
        report.note("from the mutation to the screen, p50", "\(deliveries.delays.percentile(50).text()) ms")
        let slow = deliveries.delays.percentile(99)
        report.check("p99", "\(slow.text()) ms", asked: "below 1,000 ms", slow < 1_000)
        crowd.reset()
        rest(server, until: descriptors)
    }
}
