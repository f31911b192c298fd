import Testing

@testable import Transport

/// Metrics as Prometheus reads them.
@Suite struct MetricsTextTests {
    @Test func `families have a head, samples their labels, and whole numbers no point`() {
        var text = MetricsText()
        text.write(.gauge, "sockets", "Open sockets.", 3)
        text.write(
            .counter, "ended_total", "Over; a \\ and\na line.",
            [.init(1, ["tenant": "a\"b\\c\nd", "reason": "left"]), .init(0.25, ["tenant": "é"])])
        text.write(.gauge, "nothing", "Left out.", [])

        #expect(
            text.text == #"""
                # HELP sockets Open sockets.
                # TYPE sockets gauge
                sockets 3
                # HELP ended_total Over; a \\ and\na line.
                # TYPE ended_total counter
                ended_total{tenant="a\"b\\c\nd",reason="left"} 1
                ended_total{tenant="é"} 0.25

                """#)
    }

    @Test func `a histogram counts what is at most as long as each bound`() {
        let times = DurationHistogram(bounds: [0.01, 0.5])
        for milliseconds in [10, 11, 500, 900] { times.note(.milliseconds(milliseconds)) }
        var text = MetricsText()
        text.write("took_seconds", "Times.", times.snapshot)

        #expect(
            text.text == """
                # HELP took_seconds Times.
                # TYPE took_seconds histogram
                took_seconds_bucket{le="0.01"} 1
                took_seconds_bucket{le="0.5"} 3
                took_seconds_bucket{le="+Inf"} 4
                took_seconds_sum 1.421
                took_seconds_count 4

                """)
    }

    @Test func `outcomes have names of their own`() {
        let names = Outcome.allCases.map(\.metricsName)
        #expect(Set(names).count == names.count)
        #expect(Outcome.dataWithErrors.metricsName == "data_with_errors")
        #expect(Outcome.badHTTP.metricsName == "bad_http")
        #expect(Outcome.uriTooLong.metricsName == "uri_too_long")
    }
}
