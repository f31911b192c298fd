import Restaurant
import Transport

extension ServerMetrics {
    /// Live connections, of each organization that is told apart.
    func writeConnections(to text: inout MetricsText) {
        let census = callers.census
        let open = census.open.sorted { ($0.key.tenant, $0.key.name) < ($1.key.tenant, $1.key.name) }
        text.write(
            .gauge, "comanda_live_places",
            "Live connections, those among them that have not said who they are.",
            Double(entrance.connectionCount))
        text.write(
            .gauge, "comanda_live_connections", "Live connections whose holder is known.",
            open.map { .init($0.value, ["tenant": $0.key.tenant, "way": $0.key.name]) })
        let ended = census.ended.sorted {
            ($0.key.tenant, $0.key.ending.rawValue) < ($1.key.tenant, $1.key.ending.rawValue)
        }
        text.write(
            .counter, "comanda_live_ended_total",
            "Live connections that ended, and why; slow ones were told from where to go on.",
            ended.map { .init($0.value, ["tenant": $0.key.tenant, "reason": $0.key.ending.rawValue]) })
    }

    /// Subscriptions, of each organization that is told apart.
    func writeSubscriptions(to text: inout MetricsText) {
        let tenants = relay.tenantCounters.sorted { $0.key < $1.key }
        func samples(_ value: (RelayCounters) -> Double) -> [MetricsText.Sample] {
            tenants.map { .init(value($0.value), ["tenant": $0.key]) }
        }
        func write(
            _ kind: MetricsText.Kind, _ name: String, _ help: String, _ value: (RelayCounters) -> Int
        ) {
            text.write(kind, "comanda_live_" + name, help, samples { Double(value($0)) })
        }
        write(.gauge, "subscriptions", "Subscriptions.") { $0.subscribers }
        write(.gauge, "catching_up", "Subscriptions that make up for what they missed.") { $0.catchingUp }
        write(.gauge, "groups", "Groups of equal subscriptions, each executed once an event.") { $0.groups }
        write(.gauge, "branches", "Branches that somebody listens to.") { $0.branches }
        write(.gauge, "events_behind", "Events that the subscription furthest behind has not taken.") {
            Int($0.behind)
        }
        text.write(
            .gauge, "comanda_live_oldest_event_seconds",
            "The age of the oldest event that a subscription has not taken.",
            samples { Double($0.oldestMicroseconds) / 1e6 })
        text.write(
            .gauge, "comanda_live_lag_seconds",
            "From the latest delivered event's time to when it stood before its subscriptions.",
            samples { Double($0.lagMicroseconds) / 1e6 })
        write(.counter, "started_total", "Subscriptions that have begun.") { $0.started }
        write(.counter, "executions_total", "Executions for groups.") { $0.executions }
        write(.counter, "deliveries_total", "Results handed to subscriptions.") { $0.deliveries }
        write(.counter, "dropped_total", "Subscriptions whose reader was too slow.") { $0.dropped }
        write(.counter, "resumed_total", "Subscriptions that went on from a cursor.") { $0.resumed }
        write(.counter, "resyncs_total", "Subscriptions that had to read everything anew.") { $0.resyncs }
    }
}

extension LiveCensus.Place {
    /// How the connection came, as metrics say it.
    fileprivate var name: String {
        switch way {
        case .webSocket: TransportCounters.Way.webSocket.rawValue
        case .eventStream: TransportCounters.Way.eventStream.rawValue
        }
    }
}
