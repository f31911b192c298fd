/// What a request still owes: groups, the tasks that they wait for, and streams, each an index into its
/// array.
///
/// A task belongs to every group that asks for its fields and is written once. A group is completed when all
/// its tasks are done, delivers those that no other group delivered, and then opens the groups inside it.
struct DeliveryGraph {
    /// Something to write.
    enum Unit {
        case task(Int)
        case stream(Int)
    }

    private enum PartPhase { case idle, running, done }

    private(set) var groups: [DeliveryGroup] = []
    private(set) var tasks: [DeferredTask] = []
    private(set) var streams: [ItemStream] = []
    private let planned: [PlanStream]
    private var parts: [PartPhase]
    private var waiting: [[Unit]]
    private var ready: [Unit] = []
    private var readyStart = 0
    private var openCount = 0
    private var nextID = 0
    private var delivery = Delivery()

    /// - Parameter plan: parts without loads are done from the start.
    init(_ plan: CompiledPlan) {
        planned = plan.plan.delivery.streams
        parts = plan.parts.map { $0.isEmpty ? .done : .idle }
        parts[0] = .done
        waiting = Array(repeating: [], count: parts.count)
    }

    /// Whether nothing is owed any more.
    var isFinished: Bool { openCount == 0 }

    /// Parts whose loads some open delivery waits for.
    var runningParts: [Int] {
        parts.indices.filter { parts[$0] == .running && waiting[$0].contains(where: isAlive) }
    }

    /// What the next payload tells; empty afterwards.
    mutating func takeDelivery() -> Delivery {
        defer { delivery = Delivery() }
        return delivery
    }

    // MARK: Events

    /// The loads of a part are answered.
    mutating func finish(part: Int) {
        parts[part] = .done
        ready += waiting[part]
        waiting[part] = []
    }

    /// The next piece that can be written.
    mutating func next() -> Unit? {
        while readyStart < ready.count {
            defer { readyStart += 1 }
            if isAlive(ready[readyStart]) { return ready[readyStart] }
        }
        ready = []
        readyStart = 0
        return nil
    }

    /// The initial result is written.
    mutating func began(_ found: FoundWork) {
        let opened = takeIn(found, of: nil)
        open(opened.groups, opened.streams)
    }

    /// A task's fields are written.
    mutating func finished(task: Int, _ result: WrittenPiece, _ found: FoundWork) {
        tasks[task].result = result
        _ = takeIn(found, of: task)
        for group in tasks[task].groups where groups[group].isAlive {
            groups[group].remaining -= 1
            finishIfComplete(group)
        }
    }

    /// A task's object became null: its groups fail. A group that opens later fails then.
    mutating func failed(task: Int, _ error: ErrorEntry) {
        tasks[task].failure = error
        for group in tasks[task].groups where groups[group].phase == .open { fail(group, error) }
    }

    /// The items of a stream are written, up to one that made the list null if there is an error.
    mutating func finished(stream: Int, _ items: WrittenPiece?, _ found: FoundWork, _ error: ErrorEntry?) {
        if let items { delivery.incremental.append(.items(items, id: streams[stream].id)) }
        delivery.completed.append(.init(id: streams[stream].id, error: error))
        streams[stream].isEnded = true
        openCount -= 1
        let opened = takeIn(found, of: nil)
        open(opened.groups, opened.streams)
    }

    /// Nothing more can be loaded: everything that is open fails.
    mutating func failAll(_ error: ErrorEntry, _ plan: Plan) {
        for group in groups.indices where groups[group].phase == .open {
            fail(group, error.at(groups[group].path.map(plan.pathElement)))
        }
        for stream in streams.indices where streams[stream].id >= 0 && !streams[stream].isEnded {
            let error = error.at(streams[stream].path.map(plan.pathElement))
            finished(stream: stream, nil, FoundWork(), error)
        }
    }

    // MARK: Taking in

    private mutating func takeIn(_ found: FoundWork, of task: Int?) -> (groups: [Int], streams: [Int]) {
        var roots: [Int] = []
        for var group in found.groups {
            let number = groups.count
            if group.parent < 0 {
                roots.append(number)
            } else if groups[group.parent].isAlive {
                groups[group.parent].children.append(number)
            } else {
                group.phase = .ended
            }
            groups.append(group)
        }
        for found in found.tasks { takeIn(found) }
        let first = streams.count
        streams += found.streams
        let numbers = Array(first..<streams.count)
        guard let task else { return (pruned(roots), numbers) }
        tasks[task].streams += numbers
        return ([], [])
    }

    private mutating func takeIn(_ task: DeferredTask) {
        let number = tasks.count
        tasks.append(task)
        for group in task.groups where groups[group].isAlive {
            groups[group].tasks.append(number)
            groups[group].remaining += 1
            if groups[group].phase == .open { start(number) }
        }
    }

    /// Groups without anything to deliver are left out in favour of the groups inside them.
    private mutating func pruned(_ numbers: [Int]) -> [Int] {
        var kept: [Int] = []
        for number in numbers where groups[number].isAlive {
            if groups[number].tasks.contains(where: { !tasks[$0].isDelivered }) {
                kept.append(number)
            } else {
                groups[number].phase = .ended
                kept += pruned(groups[number].children)
            }
        }
        return kept
    }

    // MARK: Opening

    private mutating func open(_ opened: [Int], _ openedStreams: [Int]) {
        for group in opened {
            groups[group].phase = .open
            groups[group].id = announce(groups[group].path, groups[group].label)
        }
        for stream in openedStreams {
            streams[stream].id = announce(streams[stream].path, planned[streams[stream].planned].label)
            schedule(.stream(stream), part: planned[streams[stream].planned].part)
        }
        for group in opened {
            if let error = groups[group].tasks.compactMap({ tasks[$0].failure }).first {
                fail(group, error)
                continue
            }
            for task in groups[group].tasks { start(task) }
            finishIfComplete(group)
        }
    }

    private mutating func announce(_ path: [ResponseWriter.Step], _ label: String?) -> Int {
        defer { nextID += 1 }
        openCount += 1
        delivery.pending.append(.init(id: nextID, path: path, label: label))
        return nextID
    }

    private mutating func start(_ task: Int) {
        guard !tasks[task].isStarted else { return }
        tasks[task].isStarted = true
        schedule(.task(task), part: tasks[task].part)
    }

    private mutating func schedule(_ unit: Unit, part: Int) {
        guard parts[part] != .done else { return ready.append(unit) }
        parts[part] = .running
        waiting[part].append(unit)
    }

    private func isAlive(_ unit: Unit) -> Bool {
        switch unit {
        case .task(let task): tasks[task].groups.contains { groups[$0].isAlive }
        case .stream(let stream): !streams[stream].isEnded
        }
    }

    // MARK: Completing

    private mutating func finishIfComplete(_ group: Int) {
        guard groups[group].phase == .open, groups[group].remaining == 0 else { return }
        var opened: [Int] = []
        for task in groups[group].tasks where !tasks[task].isDelivered {
            deliver(task, through: group)
            opened += tasks[task].streams
        }
        end(group, nil)
        open(pruned(groups[group].children), opened)
    }

    /// Sends a task's fields under the pending group that stands nearest.
    private mutating func deliver(_ task: Int, through group: Int) {
        guard let result = tasks[task].result else { return }
        tasks[task].isDelivered = true
        var nearest = group
        for other in tasks[task].groups where groups[other].phase == .open {
            if groups[other].path.count > groups[nearest].path.count { nearest = other }
        }
        let subPath = tasks[task].path.dropFirst(groups[nearest].path.count)
        delivery.incremental.append(
            .fields(result, id: groups[nearest].id, subPath: Array(subPath)))
    }

    private mutating func fail(_ group: Int, _ error: ErrorEntry) {
        end(group, error)
        for child in groups[group].children { drop(child) }
    }

    private mutating func end(_ group: Int, _ error: ErrorEntry?) {
        groups[group].phase = .ended
        openCount -= 1
        delivery.completed.append(.init(id: groups[group].id, error: error))
    }

    private mutating func drop(_ group: Int) {
        guard groups[group].phase == .waiting else { return }
        groups[group].phase = .ended
        for child in groups[group].children { drop(child) }
    }
}
