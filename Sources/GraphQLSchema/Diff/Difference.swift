/// What was removed from, added to and kept in a list of named things.
struct Difference<Element> {
    /// Those that only the old list has.
    private(set) var removed: [Element] = []
    /// Those that only the new list has.
    private(set) var added: [Element] = []
    /// Those that both have, the old one first.
    private(set) var kept: [(Element, Element)] = []

    init(_ old: some Sequence<Element>, _ new: some Sequence<Element>, name: (Element) -> String) {
        var rest: [String: Element] = [:]
        for element in new { rest[name(element)] = element }
        for element in old {
            if let other = rest.removeValue(forKey: name(element)) {
                kept.append((element, other))
            } else {
                removed.append(element)
            }
        }
        added = new.filter { rest[name($0)] != nil }
    }
}
