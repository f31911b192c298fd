/// A JSON value that remembers where it stands, so that a problem with it can be located.
struct JSONNode: Sendable {
    /// A name and its value.
    struct Member: Sendable {
        let name: String
        let position: TextPosition
        let value: JSONNode
    }

    /// The kinds of JSON values. Numbers keep their text: nothing here becomes floating point.
    indirect enum Value: Sendable {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([JSONNode])
        case object([Member])
    }

    let value: Value
    let position: TextPosition

    init(_ value: Value, at position: TextPosition) {
        self.value = value
        self.position = position
    }

    /// What a person calls this kind of value.
    var kind: String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
