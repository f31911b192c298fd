import GraphQLSchema

/// What a plan says about `@defer` and `@stream`; empty in a plan that answers everything at once.
///
/// A plan has parts: part 0 is the initial result, each set of deferred fields of a scope and the later
/// items of each streamed list are a part more. Every load belongs to one part and runs when that part is
/// due.
struct PlanDelivery: Sendable {
    /// Places where `@defer` stands, each below one scope of the plan.
    var usages: [DeferUsage] = []
    /// What scopes defer, by `PlanField.first` of `deferral`.
    var deferrals: [PlanDeferral] = []
    /// Lists that are streamed, by `PlanField.first` of `streamed`.
    var streams: [PlanStream] = []
    /// Number of parts; 1 if nothing is delivered later.
    var partCount = 1
}

/// One `@defer` as collecting the fields of one scope met it.
struct DeferUsage: Sendable {
    /// Index of the directive in the document.
    let directive: Int
    let label: String?
    /// The usage around it, or -1.
    let parent: Int
}

/// What one scope defers: the writer meets it before the scope's own fields.
struct PlanDeferral: Sendable {
    /// Fields of the scope that are delivered together.
    struct ExecutionGroup: Sendable {
        /// The usages that ask for exactly these fields; delivering one of them delivers the fields.
        let usages: [Int]
        let scope: Int
        let part: Int
    }

    /// Usages that begin at this scope, enclosing ones first.
    var usages: [Int]
    var groups: [ExecutionGroup]
}

/// A list whose items beyond `initialCount` come later.
struct PlanStream: Sendable {
    let label: String?
    /// Index into `Plan.arguments` of the directive's arguments.
    let arguments: Int
    /// The list with the objects of its first items.
    var head: PlanField
    /// The list with the objects of its later items.
    var tail: PlanField
    /// The part of the later items.
    var part: Int
}

/// Restricts a load to rows that are the first or the later items of a streamed list.
struct PlanItems: Sendable {
    let stream: Int
    let isTail: Bool
}

extension Plan {
    /// What `@stream` says about the number of first items; nil where it is none.
    func initialCount(_ stream: Int, _ arguments: [Arguments]) -> Int? {
        guard case .int(let count)? = arguments[delivery.streams[stream].arguments]["initialCount"],
            count >= 0
        else { return nil }
        return Int(count)
    }
}
