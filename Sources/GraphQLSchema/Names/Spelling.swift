/// Guesses which known name was meant by one that is not known.
public enum Spelling {
    /// The known names within `limit` slips of a name, the nearest first, then by name.
    ///
    /// A slip is a letter too many, too few or wrong, or two neighbours exchanged; letter case is none.
    ///
    /// - Complexity: O(known × length²); none is near a name of more than 200 bytes, which is as long as
    ///   its writer likes.
    public static func names(
        near name: String, among known: some Sequence<String>, within limit: Int
    ) -> [String] {
        guard name.utf8.count <= 200 else { return [] }
        let written = Array(name.lowercased().utf8)
        return known.map { (distance: distance(written, Array($0.lowercased().utf8)), name: $0) }
            .filter { $0.distance <= limit }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .map(\.name)
    }

    /// The known name that is nearest, if it has so few slips for its length that it was probably meant.
    ///
    /// - Complexity: as ``names(near:among:within:)``.
    public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        names(near: name, among: known, within: max(1, name.utf8.count / 3)).first
    }

    private static func distance(_ source: [UInt8], _ target: [UInt8]) -> Int {
        var rowBefore: [Int] = []
        var row = Array(0...target.count)
        for (line, byte) in source.enumerated() {
            var next = [line + 1]
            for column in target.indices {
                let replaced = row[column] + (target[column] == byte ? 0 : 1)
                var distance = min(replaced, row[column + 1] + 1, next[column] + 1)
                if line > 0, column > 0, byte == target[column - 1], source[line - 1] == target[column] {
                    distance = min(distance, rowBefore[column - 1] + 1)
                }
                next.append(distance)
            }
            (rowBefore, row) = (row, next)
        }
        return row[target.count]
    }
}
