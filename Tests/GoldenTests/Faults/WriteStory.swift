import DataLoader
import Postgres
import Restaurant
import TestSupport
import Testing

/// Valid writes one after the other, each on what those before it have left: together they call every
/// mutation of a part of the business.
struct WriteStory: Sendable, CustomTestStringConvertible {
    /// One write of a story.
    struct Step: Sendable {
        /// The field of `Mutation`.
        let mutation: String
        /// The fields of the input; `$name` stands for an ID that an earlier step has left.
        let input: String
        /// What of the payload is asked for.
        var selection = ""
        /// Who writes.
        var role = "ORG_ADMIN"
        /// IDs of the answer to go on with, by name.
        var keeps: [String: EntityKind] = [:]
        /// IDs that the answer does not show, by name.
        var finds: [Find] = []
    }

    /// An ID that is looked up in the database.
    struct Find: Sendable {
        let name: String
        let kind: EntityKind
        let query: String
    }

    let name: String
    let steps: [Step]

    var testDescription: String { name }

    static let all = [menu, floor, ordering, customers]
}

extension WriteStory.Step {
    /// A step whose answer shows the ID of what it wrote.
    ///
    /// - Parameters:
    ///   - node: the payload's field.
    ///   - kept: the name under which later steps find its ID.
    static func step(
        _ mutation: String, _ input: String, _ node: String, _ kept: (String, EntityKind)? = nil,
        as role: String = "ORG_ADMIN", finds: [WriteStory.Find] = []
    ) -> Self {
        let selection = ["archivedId", "content"].contains(node) ? node : "\(node) { id }"
        return Self(
            mutation: mutation, input: input, selection: selection, role: role,
            keeps: kept.map { [$0.0: $0.1] } ?? [:], finds: finds)
    }
}

/// What the steps of a story leave for those that follow.
struct StoryMemory {
    private var ids: [String: String] = [
        "branch": World.id(.branch, 11), "member": World.id(.member, 404), "carta": World.id(.menu, 100),
        "ceviche": World.id(.item, 120), "size": World.id(.group, 130), "side": World.id(.group, 131),
        "personal": World.id(.modifier, 140), "platter": World.id(.modifier, 141),
        "corn": World.id(.modifier, 143), "table2": World.id(.table, 1002), "table3": World.id(.table, 1003),
        "table4": World.id(.table, 1004), "table5": World.id(.table, 1005),
    ]
    private var content = ""

    /// The request of a step.
    func document(_ step: WriteStory.Step, number: Int) -> String {
        var input = step.input.replacing("$content", with: content)
        if input.contains("$key") {
            input = input.replacing("$key", with: "idempotencyKey: \"step-of-the-story-\(number)\"")
        }
        // The longer names first: one may begin like another.
        for (name, id) in ids.sorted(by: { $0.key.count > $1.key.count }) {
            input = input.replacing("$" + name, with: "\"\(id)\"")
        }
        return """
            mutation { it: \(step.mutation)(input: { \(input) }) {
              \(step.selection) userErrors { field message } } }
            """
    }

    /// What a role brings along.
    func claims(_ role: String) -> [String: ClaimValue] {
        guard role == "CUSTOMER", let session = ids["session"].flatMap({ EntityKind.tableSession.uuid($0) }),
            let guest = ids["guest"].flatMap({ EntityKind.sessionGuest.uuid($0) })
        else { return [:] }
        return ["session": .id(session), "guest": .id(guest)]
    }

    /// Keeps what a step has left.
    mutating func keep(_ step: WriteStory.Step, _ answer: String) async throws {
        for (name, kind) in step.keeps { ids[name] = World.firstID(kind, in: answer) }
        for find in step.finds {
            let found = try await World.texts(find.query).first.flatMap { UUIDBytes(text: $0) }
            ids[find.name] = found.map { find.kind.id($0) }
        }
        guard let start = answer.firstRange(of: #""content":""#)?.upperBound,
            let end = answer.firstRange(of: #"","userErrors""#)?.lowerBound
        else { return }
        content = String(answer[start..<end])
    }
}
