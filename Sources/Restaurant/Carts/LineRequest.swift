internal import Domain
internal import Postgres

/// One line as somebody asks for it: an item with choices, so many times.
///
/// - SeeAlso: `schema.graphql`, input `LineInput`
struct LineRequest: Sendable {
    /// Lines of one request at most.
    static let countMax = 100
    /// Choices of one line at most, at all depths together.
    static let choiceCountMax = 200

    var item: UUIDBytes
    var quantity: Quantity
    var choices: [MenuChoice<UUIDBytes>] = []
    /// Whether nothing was said of choices: the menu's defaults are meant.
    var isSilent = false
    var instructions: String?
    var guest: UUIDBytes?
    /// In which course it is served; the first without.
    var course: Int64?
    /// The names that lead to it in the input, for refusals.
    var place: [String] = []
}

extension MutationInput where Code: LineRejectionCode {
    /// The lines of a list.
    ///
    /// - Throws: INVALID for a number of lines, a quantity or a text out of bounds, and NOT_FOUND for an ID
    ///   of another kind.
    func lines(_ name: String, atLeast least: Int = 1) throws(MutationFailure<Code>) -> [LineRequest] {
        let objects = objects(name)
        guard (least...LineRequest.countMax).contains(objects.count) else {
            throw refusal(.invalid, name, "`\(name)` has \(least) to \(LineRequest.countMax) lines.")
        }
        var lines: [LineRequest] = []
        for object in objects { lines.append(try object.line()) }
        return lines
    }

    /// This object as a line.
    func line() throws(MutationFailure<Code>) -> LineRequest {
        var count = 0
        return LineRequest(
            item: try requiredUUID("itemId", .item), quantity: try quantity("quantity") ?? .one,
            choices: try choices("selections", depth: 0, count: &count), isSilent: !has("selections"),
            instructions: try text("instructions", 1...500), guest: try uuid("guestId", .sessionGuest),
            course: try course("course"), place: place)
    }

    /// How much; nil when absent or null.
    func quantity(_ name: String) throws(MutationFailure<Code>) -> Quantity? {
        guard let text = string(name) else { return nil }
        guard let quantity = Quantity(decimalText: text) else {
            throw refusal(.invalid, name, "A quantity is above 0 and has four decimals at most.")
        }
        return quantity
    }

    /// A number of a course; nil when absent or null.
    func course(_ name: String) throws(MutationFailure<Code>) -> Int64? {
        guard let course = int(name) else { return nil }
        guard (1...20).contains(course) else {
            throw refusal(.invalid, name, "Courses are numbered from 1 to 20.")
        }
        return course
    }

    /// What was chosen at one place, with all below it.
    ///
    /// - Parameter count: the choices of the line so far.
    func choices(
        _ name: String, depth: Int, count: inout Int
    ) throws(MutationFailure<Code>) -> [MenuChoice<UUIDBytes>] {
        var choices: [MenuChoice<UUIDBytes>] = []
        for object in objects(name) {
            count += 1
            guard depth < ChosenModifier.depthMax, count <= LineRequest.choiceCountMax else {
                throw refusal(
                    .selectionInvalid, name,
                    "A line has \(LineRequest.choiceCountMax) choices at most, nested to 8 levels.")
            }
            choices.append(
                MenuChoice(
                    group: try object.requiredUUID("groupId", .group),
                    modifier: try object.requiredUUID("modifierId", .modifier),
                    quantity: Int(clamping: object.int("quantity") ?? 1),
                    choices: try object.choices("selections", depth: depth + 1, count: &count)))
        }
        return choices
    }
}
