/// One `@defer` at one response position: what a client sees as pending and completed.
struct DeliveryGroup {
    enum Phase {
        /// Known, not announced.
        case waiting
        /// Announced as pending.
        case open
        /// Completed, failed, or never to be announced.
        case ended
    }

    let label: String?
    let path: [ResponseWriter.Step]
    /// The group of the `@defer` around it, which must be completed first; or -1.
    let parent: Int
    var phase = Phase.waiting
    var id = -1
    var tasks: [Int] = []
    /// Tasks that are not done.
    var remaining = 0
    var children: [Int] = []

    var isAlive: Bool { phase != .ended }
}

/// Deferred fields of one object, to be written once their part's loads are answered.
///
/// Row pointers stay valid: the blocks that they point into live as long as the operation.
struct DeferredTask {
    /// The groups that ask for the fields.
    let groups: [Int]
    let part: Int
    let scope: Int
    let row: UnsafePointer<Cell>
    let number: Int
    let page: ResponseWriter.Page?
    let path: [ResponseWriter.Step]
    /// The group of each usage above the object, by usage; -1 for usages elsewhere.
    let groupOfUsage: [Int]
    /// Where in the output its object begins: it is forgotten with the object.
    let offset: Int
    var isStarted = false
    var isDelivered = false
    /// What was written; nil until then.
    var result: WrittenPiece?
    var failure: ErrorEntry?
    /// Streams that begin inside; they open when the fields are delivered.
    var streams: [Int] = []
}

/// The later items of one list.
struct ItemStream {
    /// Where the items come from.
    enum Items {
        case rows(block: Int, Range<Int>)
        case leaves([Output])
    }

    /// Index into `PlanDelivery.streams`.
    let planned: Int
    /// The list's field in the plan.
    let field: Int
    let items: Items
    /// The index of the first later item.
    let initialCount: Int
    let page: ResponseWriter.Page?
    let path: [ResponseWriter.Step]
    let offset: Int
    var id = -1
    var isEnded = false
}

/// JSON that waits for its payload.
struct WrittenPiece {
    /// Which output holds it.
    let output: Int
    let bytes: Range<Int>
    let errors: [ErrorEntry]
}

/// What writing one piece of the response left for later.
struct FoundWork {
    var groups: [DeliveryGroup] = []
    var tasks: [DeferredTask] = []
    var streams: [ItemStream] = []
}

/// Notes what the writer must leave for later while it writes one piece of the response.
final class DeliveryRecorder {
    private let usages: [DeferUsage]
    private var firstGroup = 0
    private var groupOfUsage: [Int] = []
    private var found = FoundWork()
    private let countMax: Int
    private var count = 0

    init(_ usages: [DeferUsage], countMax: Int) {
        self.usages = usages
        self.countMax = countMax
    }

    /// Whether more was to be noted than the limit of a response allows; it has not been.
    var isFull: Bool { count > countMax }

    /// Starts a piece: numbers of groups go on from `firstGroup`; `groupOfUsage` is what holds around it.
    func begin(firstGroup: Int, groupOfUsage: [Int]? = nil) {
        self.firstGroup = firstGroup
        self.groupOfUsage = groupOfUsage ?? Array(repeating: -1, count: usages.count)
        found = FoundWork()
    }

    /// Ends the piece.
    func take() -> FoundWork {
        defer { found = FoundWork() }
        return found
    }

    /// Forgets what began behind a place in the output that is cut off there. Groups without tasks vanish
    /// later.
    func discard(beyond offset: Int) {
        found.tasks.removeAll { $0.offset > offset }
        found.streams.removeAll { $0.offset > offset }
    }

    /// Notes what an object defers.
    func note(
        _ deferral: PlanDeferral, row: UnsafePointer<Cell>, number: Int, page: ResponseWriter.Page?,
        path: [ResponseWriter.Step], offset: Int
    ) {
        count += max(deferral.usages.count, deferral.groups.count)
        guard !isFull else { return }
        for usage in deferral.usages {
            let parent = usages[usage].parent
            groupOfUsage[usage] = firstGroup + found.groups.count
            found.groups.append(
                DeliveryGroup(
                    label: usages[usage].label, path: path, parent: parent < 0 ? -1 : groupOfUsage[parent]))
        }
        for group in deferral.groups {
            found.tasks.append(
                DeferredTask(
                    groups: group.usages.map { groupOfUsage[$0] }, part: group.part, scope: group.scope,
                    row: row, number: number, page: page, path: path, groupOfUsage: groupOfUsage,
                    offset: offset))
        }
    }

    /// Notes the later items of a list.
    func note(_ stream: ItemStream) {
        count += 1
        guard !isFull else { return }
        found.streams.append(stream)
    }
}
