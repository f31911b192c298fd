internal import Postgres
internal import Synchronization

/// Counts what a relay does, for all organizations and for each that metrics tell apart.
final class RelayMeter: Sendable {
    private struct State {
        var total = RelayCounters()
        var byTenant: [String: RelayCounters] = [:]
        var pokes = PokeCounters()
        /// Whether somebody has poked since the last look.
        var isPoked = false
        /// When the logs could be looked at.
        var lookedAt: ContinuousClock.Instant?
    }

    let tenants: TenantLabels
    private let state = Mutex(State())

    init(_ tenants: TenantLabels) {
        self.tenants = tenants
    }

    /// What was counted for all.
    var total: RelayCounters { state.withLock { $0.total } }
    /// What was counted for each that is told apart.
    var byTenant: [String: RelayCounters] { state.withLock { $0.byTenant } }

    /// How the relay hears of events.
    var pokes: PokeCounters {
        state.withLock { state in
            var pokes = state.pokes
            pokes.silence = state.lookedAt.map { .now - $0 }
            return pokes
        }
    }

    func count(for organization: UUIDBytes, _ change: (inout RelayCounters) -> Void) {
        let label = tenants.label(of: organization)
        state.withLock { state in
            change(&state.total)
            change(&state.byTenant[label, default: RelayCounters()])
        }
    }

    /// Somebody has poked; `here` where that is this process itself, which need not be heard of.
    func poked(here: Bool = false) {
        state.withLock { state in
            state.isPoked = true
            if !here { state.pokes.heard += 1 }
        }
    }

    /// A look at the logs begins; whether somebody had poked.
    func beginLook() -> Bool {
        state.withLock { state in
            defer { state.isPoked = false }
            return state.isPoked
        }
    }

    /// A look at the logs has found growth that nobody had told of, and that no look expected.
    func missed() { state.withLock { $0.pokes.missed += 1 } }

    /// A look is over. Where it failed, silence goes on from the first one that did.
    func looked(_ wasDone: Bool) {
        state.withLock { state in
            state.lookedAt = wasDone ? .now : state.lookedAt ?? .now
            state.pokes.looks += 1
        }
    }

    /// Nobody listens.
    func rested() { state.withLock { $0.lookedAt = nil } }
}
