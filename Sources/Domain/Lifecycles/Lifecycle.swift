/// A state machine as a table: which states a thing has, and every way from one to another.
///
/// A machine decides and does nothing: whoever asks looks up the facts before and carries out the effects
/// after, in one transaction. It writes the state with the expected one as its condition, so that of two who
/// decide at once one finds it changed; and one event and one audit entry with it, for every transition.
public protocol Lifecycle: Sendable {
    /// The states.
    associatedtype State: RawRepresentable<String>, CaseIterable, Hashable, Sendable
    /// What must be so for a transition.
    associatedtype Condition: RawRepresentable<String>, CaseIterable, Hashable, Sendable
    /// What a transition brings about.
    associatedtype Effect: RawRepresentable<String>, CaseIterable, Hashable, Sendable

    /// Every way from one state to another; what is not here is forbidden.
    static var transitions: [Transition<Self>] { get }
}

extension Lifecycle {
    /// The transition that may be made, with what it brings about.
    ///
    /// - Parameters:
    ///   - from: the state as it is; nil for what does not exist yet.
    ///   - party: who asks for it.
    ///   - facts: all that is so.
    /// - Throws: why not, and when only facts are missing, those of the way that misses fewest.
    public static func transition(
        from: State?, to: State, by party: ActingParty, given facts: Set<Condition>
    ) throws(TransitionRefusal<Self>) -> Transition<Self> {
        let ways = transitions.filter { $0.from == from && $0.to == to }
        guard !ways.isEmpty else { throw .noWay(from: from, to: to) }
        let open = ways.filter { $0.parties.contains(party.listed) }
        guard !open.isEmpty else { throw .notBy(party) }
        var fewest: [Condition]?
        for way in open {
            let missing = way.conditions.filter { !facts.contains($0) }
            if missing.isEmpty { return way }
            if missing.count < fewest?.count ?? .max { fewest = missing }
        }
        throw .missing(fewest ?? [])
    }

    /// Whether nothing leads out of a state.
    public static func isFinal(_ state: State) -> Bool { !transitions.contains { $0.from == state } }
}

/// One row of a state table.
public struct Transition<Machine: Lifecycle>: Hashable, Sendable {
    /// The state before; nil for the beginning.
    public let from: Machine.State?
    /// The state after.
    public let to: Machine.State
    /// Who may make it; a manager stands for whoever manages managers, too.
    public let parties: [ActingParty]
    /// What must be so, all of it.
    public let conditions: [Machine.Condition]
    /// What it brings about, in this order.
    public let effects: [Machine.Effect]

    init(
        _ from: Machine.State?, _ to: Machine.State, by parties: [ActingParty],
        when conditions: [Machine.Condition] = [], then effects: [Machine.Effect] = []
    ) {
        self.from = from
        self.to = to
        self.parties = parties
        self.conditions = conditions
        self.effects = effects
    }

    /// The same row for several states before.
    static func each(
        _ states: [Machine.State], _ to: Machine.State, by parties: [ActingParty],
        when conditions: [Machine.Condition] = [], then effects: [Machine.Effect] = []
    ) -> [Transition] {
        states.map { Transition($0, to, by: parties, when: conditions, then: effects) }
    }
}

/// Why a transition may not be made.
public enum TransitionRefusal<Machine: Lifecycle>: Error, Equatable {
    /// No way leads from the one state to the other: a conflict, when the state was another a moment ago.
    case noWay(from: Machine.State?, to: Machine.State)
    /// There is a way, but not for this party.
    case notBy(ActingParty)
    /// The party may, but this is not so.
    case missing([Machine.Condition])
}
