/// What was removed from, added to and kept in a list of named things.
struct Difference<Element> {
    /// Those that only the old list has.
    private(set) var removed: [Element] = []
    /// Those that only the new list has.
    private(set) var added: [Element] = []
    /// Those that both have, the old one first.
    private(set) var kept: [(Element, Element)] = []

    init(_ old: some Sequence<Element>, _ new: some Sequence<Element>, name: (Element) -> String) {
        var others: [String: Element] = [:]
        for element in new { others[name(element)] = element }
        var known: Set<String> = []
        for element in old where known.insert(name(element)).inserted {
            if let other = others[name(element)] {
                kept.append((element, other))
            } else {
                removed.append(element)
            }
        }
        added = new.filter { known.insert(name($0)).inserted }
    }
}
