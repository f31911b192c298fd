import Foundation

/// A name that must not exist, written beside one that certainly does not: both must be answered alike.
struct RefusedName: Sendable {
    let name: String
    /// The line with the name.
    let line: String
    /// The line with the unused name in its place.
    let control: String

    /// A name that nothing in a schema comes near to.
    static let unused = "zqqzqqzqqzqqzq"
}

extension Answer {
    /// What is wrong with the refusal of names, whose lines stand in pairs from `firstLine` on.
    ///
    /// - Parameter visible: names that a suggestion may tell.
    func differences(
        _ names: [RefusedName], firstLine: Int, visible: (String) -> Bool, _ what: String
    ) -> [String] {
        var found: [String] = []
        if data != nil { found.append("\(what): answered in spite of hidden names") }
        for (index, name) in names.enumerated() {
            let refusals = errors.filter { $0.line == firstLine + index * 2 }
            let controls = errors.filter { $0.line == firstLine + index * 2 + 1 }
            guard let refusal = refusals.first, let control = controls.first, refusals.count == 1 else {
                found.append("\(what) \(name.name): granted too much, \(refusals.count) refusals")
                continue
            }
            let expected = control.sentence.replacingOccurrences(of: RefusedName.unused, with: name.name)
            if refusal.sentence != expected || refusal.code != control.code
                || refusal.details.keys != control.details.keys
            {
                found.append(
                    "\(what) \(name.name): \(refusal.sentence) \(refusal.code), an unknown one: \(expected)")
            }
            for guess in refusal.guesses where !visible(guess) {
                found.append("\(what) \(name.name): the message tells \(guess)")
            }
        }
        return found
    }
}

extension Answer.Entry {
    private static let guess = " Did you mean"

    /// The message without its guess.
    var sentence: String {
        message.firstRange(of: Self.guess).map { String(message[..<$0.lowerBound]) } ?? message
    }

    /// The names that the message guesses.
    var guesses: [String] {
        guard let range = message.firstRange(of: Self.guess) else { return [] }
        let parts = message[range.upperBound...].split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
