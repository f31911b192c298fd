import DataLoader
import GraphQLExecution
import Postgres
import Restaurant
import Transport

/// Everything that this process counts, as text: read where it is counted, when somebody asks.
///
/// The rejected way was a metrics facade with a backend behind it: all that is told here are counters that
/// their owners keep anyhow, and a library between would keep each of them a second time, on every request.
struct ServerMetrics: Sendable {
    let entrance: LiveEntrance
    let callers: LiveCallers
    let relay: EventRelay<LivePayload>
    let service: GraphQLService<TenantSessions>
    let menus: RowCache
    let pools: DatabasePools
    let instances: LiveInstances
    let readiness: Readiness

    private var transport: TransportCounters { entrance.counters }

    /// The metrics of now.
    func text() -> MetricsText {
        var text = MetricsText()
        writeProcess(to: &text)
        writeRequests(to: &text)
        writeConnections(to: &text)
        writeSubscriptions(to: &text)
        writePokes(to: &text)
        return text
    }

    private func writeProcess(to text: inout MetricsText) {
        let figures = ProcessFigures.read()
        text.write(
            .gauge, "process_resident_memory_bytes", "Memory in use.",
            figures.residentBytes.map { [.init($0)] } ?? [])
        text.write(
            .gauge, "process_open_fds", "Descriptors that are open.",
            figures.descriptors.map { [.init($0)] } ?? [])
        text.write(
            .gauge, "process_max_fds", "Descriptors that may be.",
            figures.descriptorsMax.map { [.init($0)] } ?? [])
        text.write(
            .gauge, "comanda_ready", "Whether the process takes traffic, as /ready says.",
            readiness.state == .ready ? 1 : 0)
        text.write(
            .gauge, "comanda_instances", "Processes that serve over the same database.",
            Double(instances.count))
        text.write(
            "comanda_loop_lag_seconds", "How late event loops take up what they are asked to do.",
            transport.loopLags.snapshot)
        let usages = [("read", pools.read.usage), ("write", pools.write.usage)]
        func pool(_ state: String, _ value: (PoolUsage) -> Int) -> [MetricsText.Sample] {
            usages.map { .init(value($0.1), ["pool": $0.0, "state": state]) }
        }
        text.write(
            .gauge, "comanda_pool_connections", "Connections to PostgreSQL.",
            pool("lent") { $0.lent } + pool("idle") { $0.open - $0.lent })
        text.write(
            .gauge, "comanda_pool_waiting", "Callers that wait for a connection.",
            usages.map { .init($0.1.waiting, ["pool": $0.0]) })
    }

    private func writeRequests(to text: inout MetricsText) {
        text.write(
            .counter, "comanda_requests_total",
            "Requests by how they came and ended; a subscription when it begins.",
            transport.answers.map {
                .init($0.count, ["way": $0.way.rawValue, "outcome": $0.outcome.metricsName])
            })
        text.write(
            "comanda_request_seconds", "How long GraphQL requests over HTTP took.",
            transport.requestTimes.snapshot)
        let plans = service.planCacheCounters
        text.write(
            .counter, "comanda_plan_cache_total", "Documents that were looked up among compiled ones.",
            [
                .init(plans.hits, ["result": "hit"]), .init(plans.negativeHits, ["result": "invalid"]),
                .init(plans.misses, ["result": "miss"]),
            ])
        text.write(.gauge, "comanda_plan_cache_bytes", "Bytes of compiled documents.", Double(plans.bytes))
        let rows = menus.counters
        text.write(
            .counter, "comanda_menu_cache_total", "Loads of menus that memory could answer.",
            [.init(rows.hits, ["result": "hit"]), .init(rows.misses, ["result": "miss"])])
        text.write(.gauge, "comanda_menu_cache_bytes", "Bytes of menus.", Double(rows.byteCount))
    }

    private func writePokes(to text: inout MetricsText) {
        let pokes = relay.pokeCounters
        text.write(
            .counter, "comanda_pokes_total", "Words of other processes that something has happened.",
            Double(pokes.heard))
        text.write(
            .counter, "comanda_log_looks_total", "Looks at the logs, whoever asked for them.",
            Double(pokes.looks))
        text.write(
            .counter, "comanda_pokes_missed_total",
            "Looks at the logs that found events by mere routine: nobody had told.", Double(pokes.missed))
        text.write(
            .gauge, "comanda_notification_queue_ratio",
            "How full PostgreSQL's queue of notifications is; at 1 nothing that notifies commits.",
            instances.notificationQueueUsage)
        text.write(
            .gauge, "comanda_log_silence_seconds",
            "For how long the logs could not be looked at, while somebody listens.",
            pokes.silence.map { [.init($0 / .seconds(1))] } ?? [])
    }
}
