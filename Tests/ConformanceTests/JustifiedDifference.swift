/// A case in which this engine answers otherwise on purpose.
struct JustifiedDifference {
    /// The end of the name of the test that asks it.
    let test: String
    /// A part of the text that it is about; empty for every text of the test.
    let text: String
    /// The section that this engine follows.
    let section: String
    /// Why it answers otherwise.
    let reason: String

    /// Whether a case is this one.
    func covers(_ recorded: Recording.Case) -> Bool {
        recorded.test.hasSuffix(test) && (text.isEmpty || recorded.text.contains(text))
    }

    static let all: [JustifiedDifference] = []
}
