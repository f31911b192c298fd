/// A category that rows of a menu table speak of, growing while the rows are read.
struct CSVCategory {
    let name: String
    let position: TextPosition
    private var members: [JSONNode.Member] = []
    private var items: [JSONNode] = []
    private var children: [CSVCategory] = []

    private init(name: String, position: TextPosition) {
        self.name = name
        self.position = position
    }

    /// Gives a category its texts and hours.
    static func describe(
        _ path: [String], _ members: [JSONNode.Member], _ position: TextPosition,
        in categories: inout [CSVCategory]
    ) {
        change(path[...], position, in: &categories) { $0.members = members }
    }

    /// Puts an item into a category.
    static func add(
        _ item: JSONNode, to path: [String], _ position: TextPosition, in categories: inout [CSVCategory]
    ) {
        change(path[...], position, in: &categories) { $0.items.append(item) }
    }

    /// Finds a category by the names above it, making what is not there yet, and changes it.
    private static func change(
        _ path: ArraySlice<String>, _ position: TextPosition, in categories: inout [CSVCategory],
        _ body: (inout CSVCategory) -> Void
    ) {
        guard let name = path.first else { return }
        let found = categories.firstIndex { $0.name.lowercased() == name.lowercased() }
        if found == nil { categories.append(CSVCategory(name: name, position: position)) }
        let index = found ?? categories.count - 1
        if path.count == 1 {
            body(&categories[index])
        } else {
            change(path.dropFirst(), position, in: &categories[index].children, body)
        }
    }

    /// The category as the JSON form has it.
    var node: JSONNode {
        func member(_ name: String, _ value: JSONNode.Value) -> JSONNode.Member {
            JSONNode.Member(name: name, position: position, value: JSONNode(value, at: position))
        }
        let own = [
            member("name", .string(name)), member("items", .array(items)),
            member("categories", .array(children.map(\.node))),
        ]
        return JSONNode(.object(own + members), at: position)
    }
}
