/// The way of a course: starters, mains, desserts.
public enum CourseLifecycle: Lifecycle {
    /// Where a course stands.
    public enum State: String, CaseIterable, Sendable {
        /// Held back from the kitchen.
        case held = "HELD"
        /// With the kitchen.
        case fired = "FIRED"
        /// Served, all of it that is left.
        case done = "DONE"
    }

    /// What guards a course's transitions.
    public enum Condition: String, CaseIterable, Sendable {
        /// The course before it is served.
        case previousServed
        /// Every live line of it is served.
        case linesServed
    }

    /// What a course's transitions bring about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Fires its lines, onto tickets of their stations.
        case fireLines
    }

    /// The platform fires a course by itself once the one before it is served.
    public static let transitions: [Transition<Self>] = [
        Transition(nil, .held, by: [.waiter, .manager, .guest, .cashier, .system]),
        Transition(.held, .fired, by: [.waiter, .manager], then: [.fireLines]),
        Transition(.held, .fired, by: [.system], when: [.previousServed], then: [.fireLines]),
        Transition(.fired, .done, by: [.system], when: [.linesServed]),
    ]
}
