extension Bench {
    /// How long an order that is confirmed here takes to the screens of another process, while 200 changes a
    /// second are made: orders are confirmed, and their tickets begun, made and taken off the screen.
    mutating func otherProcess() {
        let seconds = max(2, scaled(20))
        let drafts = makeDrafts(Life.lead + seconds * Life.ordersPerSecond)
        let confirmed = drafts.count - Life.lead
        report.title("200 changes of orders a second at one process, seen at another")
        let crowd = Crowd(loop, port: other.port)
        let words = places.map(\.words)
        _ = crowd.open(Life.screens * words.count, perSecond: 500) { words[$0 % words.count] }
        settle(crowd, places)
        let deliveries = Deliveries(
            "\"changeType\":\"STATUS_CHANGED\",\"order\":{\"status\":\"CONFIRMED\"")
        crowd.deliveries = deliveries
        let (made, answered) = live(drafts, deliveries)
        loop.run(seconds: 2) { deliveries.count >= confirmed * Life.screens }
        report.check("changes", "\(made.text()) a second", asked: "200 a second", made > 194)
        report.check(
            "arrivals of \(confirmed) confirmed orders", "\(deliveries.count)",
            asked: "\(confirmed * Life.screens)", deliveries.count == confirmed * Life.screens)
        report.note(
            "the answer over HTTP, p50 and p99",
            "\(answered.percentile(50).text()) and \(answered.percentile(99).text()) ms")
        let (middle, slow) = (deliveries.delays.percentile(50), deliveries.delays.percentile(99))
        report.check(
            "from the request to the screen, p50", "\(middle.text()) ms", asked: "below 30 ms", middle < 30)
        report.check("p99", "\(slow.text()) ms", asked: "below 150 ms", slow < 150)
        crowd.reset()
    }

    /// How the orders live.
    private enum Life {
        static let changes = ["orderConfirm", "ticketStart", "ticketReady", "ticketBump"]
        static let ordersPerSecond = 50
        /// From one change of an order to the next: half a second.
        static let lag = 25
        /// How many have come further at the beginning.
        static var lead: Int { (changes.count - 1) * lag }
        /// Of each branch.
        static let screens = 5
    }

    /// Leads orders through their lives, all at once in different states.
    ///
    /// - Parameter deliveries: hears when those are confirmed that were not at the beginning.
    /// - Returns: changes a second, without those that were refused, and how long the answers took.
    private func live(_ drafts: [Draft], _ deliveries: Deliveries) -> (made: Double, answered: Delays) {
        let steps = Life.changes.count
        // The first ones have come further already.
        for change in 0..<steps - 1 {
            for draft in drafts.prefix((steps - 1 - change) * Life.lag) { draft.post(change, requests) }
            requests.finish()
        }
        var answered = Delays()
        var made = 0
        let count = (drafts.count - Life.lead) * steps
        let start = Clock.now
        loop.pace(count, perSecond: Double(Life.ordersPerSecond * steps)) { index, due in
            let change = index % steps
            let draft = drafts[index / steps + (steps - 1 - change) * Life.lag]
            if change == 0 { deliveries.done(draft.mark, at: due) }
            draft.post(change, requests) { isMade in
                answered.add(Clock.now - due)
                if isMade { made += 1 }
            }
        }
        requests.finish()
        return (Double(made) / (Double(Clock.now - start) / 1e9), answered)
    }

    /// An order that waits to be confirmed.
    private final class Draft {
        let mark: Int
        private let token: String
        private let id: String
        /// Of the kitchen, once it is confirmed.
        private var ticket = ""

        init(mark: Int, token: String, id: String) {
            (self.mark, self.token, self.id) = (mark, token, id)
        }

        /// Sends one of the changes of its life.
        ///
        /// - Parameter answer: hears whether it was made.
        func post(_ change: Int, _ requests: Requests, answer: @escaping (Bool) -> Void = { _ in }) {
            let isFirst = change == 0
            let input = isFirst ? "id: \"\(id)\"" : "ticketId: \"\(ticket)\""
            let wanted = isFirst ? "order { tickets { id } } " : ""
            let query =
                "mutation { \(Life.changes[change])(input: { \(input) }) "
                + "{ \(wanted)userErrors { message } } }"
            requests.post(query, token: token) { [self] text in
                if isFirst { ticket = Text.string(after: "\"tickets\":[{\"id\":\"", in: text) ?? "" }
                answer(Text.find("\"userErrors\":[]", in: text) != nil)
            }
        }
    }

    private mutating func makeDrafts(_ count: Int) -> [Draft] {
        var drafts: [Draft] = []
        for index in 0..<count {
            let place = places[index % places.count]
            let mark = nextMark()
            requests.post(place.order(mark, isSmall: true), token: place.token) { answer in
                guard let id = Text.string(after: "\"order\":{\"id\":\"", in: answer) else { return }
                drafts.append(Draft(mark: mark, token: place.token, id: id))
            }
        }
        requests.finish()
        return drafts
    }
}
