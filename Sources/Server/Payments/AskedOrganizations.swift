import DataLoader
import Postgres
import Synchronization

/// Organizations in which this process has written that the payment provider is asked for something.
///
/// A transaction says so before it commits, and is heard of when it has: only then is there something to see.
final class AskedOrganizations: Sendable {
    /// Those in which there is something to do now.
    let grown = GrownOrganizations()
    private let asking = Mutex<Set<UUIDBytes>>([])

    /// A transaction in this organization is about to ask. One that is undone costs a look for nothing.
    func ask(_ organization: UUIDBytes) {
        asking.withLock { _ = $0.insert(organization) }
    }

    /// Transactions have committed.
    func hear(_ places: Set<BranchPlace>) {
        for place in places where asking.withLock({ $0.remove(place.organization) != nil }) {
            grown.hear(place.organization)
        }
    }
}
