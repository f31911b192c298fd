/// Random queries over the fleet, the same for the same seed, with `@defer` and `@stream` wherever they may
/// stand.
struct FleetQueries {
    /// A field of the fleet: its name and the type of its objects, or nil for a leaf.
    private struct Choice {
        let name: String
        var type: String?
        var isList = false
        var fails = false
    }

    private static let fields: [String: [Choice]] = [
        "Query": [
            Choice(name: "ship", type: "Ship"), Choice(name: "ships", type: "Ship", isList: true),
            Choice(name: "port", type: "Port"), Choice(name: "sailors", type: "SailorConnection"),
            Choice(name: "things", type: "Thing", isList: true), Choice(name: "motto"),
            Choice(name: "failing", fails: true),
        ],
        "Ship": [
            Choice(name: "number"), Choice(name: "name"), Choice(name: "hull", type: "Hull"),
            Choice(name: "captain", type: "Sailor"), Choice(name: "sister", type: "Ship"),
            Choice(name: "port", type: "Port"), Choice(name: "crew", type: "Sailor", isList: true),
            Choice(name: "flags", isList: true), Choice(name: "noFlags", isList: true),
            Choice(name: "strictCrew", type: "Sailor", isList: true, fails: true),
            Choice(name: "strictCaptain", type: "Sailor", fails: true),
            Choice(name: "broken", fails: true), Choice(name: "failing", fails: true),
            Choice(name: "strictFlags", isList: true, fails: true),
            Choice(name: "oddFlags", isList: true, fails: true),
        ],
        "Hull": [Choice(name: "weight"), Choice(name: "port", type: "Port")],
        "Sailor": [
            Choice(name: "number"), Choice(name: "name"), Choice(name: "ship", type: "Ship"),
            Choice(name: "rank", fails: true), Choice(name: "failing", fails: true),
        ],
        "Port": [Choice(name: "name"), Choice(name: "ships", type: "Ship", isList: true)],
        "Thing": [Choice(name: "__typename")],
        "Buoy": [Choice(name: "name"), Choice(name: "port", type: "Port")],
        "Light": [Choice(name: "name"), Choice(name: "keeper", type: "Sailor")],
        "SailorConnection": [
            Choice(name: "nodes", type: "Sailor", isList: true),
            Choice(name: "edges", type: "SailorEdge", isList: true),
            Choice(name: "pageInfo", type: "PageInfo"),
        ],
        "SailorEdge": [Choice(name: "cursor"), Choice(name: "node", type: "Sailor")],
        "PageInfo": [Choice(name: "hasNextPage"), Choice(name: "endCursor")],
    ]

    private var random: SplitMix
    private let mayFail: Bool
    /// Numbers labels and the aliases of streamed fields, which may not meet another selection of the field.
    private var count = 0
    /// Selections that the query may still take.
    private var budget = 0

    /// - Parameter mayFail: take fields that fail as well.
    init(seed: UInt64, mayFail: Bool) {
        random = SplitMix(state: seed)
        self.mayFail = mayFail
    }

    /// The next query.
    mutating func next() -> String {
        count = 0
        budget = 40
        return selections(of: "Query", depth: 0)
    }

    private mutating func selections(of type: String, depth: Int) -> String {
        var parts: [String] = []
        for _ in 0...Int.random(in: 0...2, using: &random) where budget > 0 {
            budget -= 1
            parts.append(selection(of: type, depth: depth))
        }
        return "{ __typename \(parts.joined(separator: " ")) }"
    }

    private mutating func selection(of type: String, depth: Int) -> String {
        if type == "Thing", Bool.random(using: &random) {
            let object = Bool.random(using: &random) ? "Buoy" : "Light"
            return "... on \(object)\(deferral()) \(selections(of: object, depth: depth + 1))"
        }
        if depth < 5, Int.random(in: 0..<5, using: &random) < 2 {
            return "...\(deferral()) \(selections(of: type, depth: depth + 1))"
        }
        return field(of: type, depth: depth)
    }

    private mutating func field(of type: String, depth: Int) -> String {
        let choices = (Self.fields[type] ?? []).filter {
            (mayFail || !$0.fails) && (depth < 5 || $0.type == nil)
        }
        guard let choice = choices.randomElement(using: &random) else { return "__typename" }
        let inner = choice.type.map { " " + selections(of: $0, depth: depth + 1) } ?? ""
        guard choice.isList, Bool.random(using: &random) else { return choice.name + inner }
        count += 1
        let initial = Int.random(in: 0...3, using: &random)
        return "s\(count): \(choice.name) @stream(initialCount: \(initial))\(inner)"
    }

    private mutating func deferral() -> String {
        guard Int.random(in: 0..<4, using: &random) > 0 else { return "" }
        count += 1
        return " @defer(label: \"d\(count)\")"
    }
}

/// A small generator of random numbers with a seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
