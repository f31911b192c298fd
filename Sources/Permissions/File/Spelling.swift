/// Finds the name that was probably meant.
enum Spelling {
    /// `, did you mean x?`, or nothing.
    static func hint(_ name: String, among known: [String]) -> String {
        closest(to: name, in: known).map { ", did you mean \($0)?" } ?? ""
    }

    /// The known name with the fewest edits, if it is close enough to be a slip.
    ///
    /// - Complexity: O(known × length²); start-up only.
    static func closest(to name: String, in known: [String]) -> String? {
        // A word is as long as its writer likes: what is far longer than any name is no slip of one.
        guard name.utf8.count <= 200 else { return nil }
        let limit = max(1, name.count / 3)
        return known.map { ($0, distance(Array(name.lowercased()), Array($0.lowercased()))) }
            .filter { $0.1 <= limit }.min { $0.1 < $1.1 }?.0
    }

    /// Levenshtein's distance.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let substituted = diagonal + (character == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
