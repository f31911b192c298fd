/// By what values of the other tenant are known.
struct Marks: Sendable {
    /// Stands in every text of the other tenant that may hold any.
    static let word = "zq7foreign"
    /// Stands in its numbers and codes.
    static let digits = "918273645"

    /// The IDs of the other tenant's rows without their kind.
    let ids: Set<String>

    /// The marks in a text, IDs that were asked for aside.
    func found(in text: String, asked: Set<String> = []) -> [String] {
        var found = [Self.word, Self.word.uppercased(), Self.digits].filter { text.contains($0) }
        for part in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }) {
            guard let cut = part.lastIndex(of: "_") else { continue }
            let suffix = String(part[part.index(after: cut)...])
            if ids.contains(suffix), !asked.contains(suffix) { found.append(String(part)) }
        }
        return found
    }
}
