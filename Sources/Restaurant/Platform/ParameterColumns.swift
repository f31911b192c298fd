internal import Postgres

// Columns of rows as array parameters, for statements that insert many rows at once.

extension [UUIDBytes?] {
    /// The identifiers as a parameter.
    var parameter: ParameterValue {
        var array = PostgresArrayBuilder(.uuid, capacity: count)
        for id in self { if let id { array.append(id) } else { array.appendNull() } }
        return array.finish()
    }
}

extension [Int64] {
    /// The numbers as a parameter.
    var parameter: ParameterValue {
        var array = PostgresArrayBuilder(.int8, capacity: count, elementLength: 8)
        for number in self { array.append(number) }
        return array.finish()
    }
}

extension [Int64?] {
    /// The numbers as a parameter.
    var parameter: ParameterValue {
        var array = PostgresArrayBuilder(.int8, capacity: count, elementLength: 8)
        for number in self { if let number { array.append(number) } else { array.appendNull() } }
        return array.finish()
    }
}

extension [String] {
    /// The texts as a parameter.
    var parameter: ParameterValue {
        var array = PostgresArrayBuilder(.text, capacity: count)
        for text in self { array.append(text) }
        return array.finish()
    }
}

extension [String?] {
    /// The texts as a parameter.
    var parameter: ParameterValue {
        var array = PostgresArrayBuilder(.text, capacity: count)
        for text in self { if let text { array.append(text) } else { array.appendNull() } }
        return array.finish()
    }
}

extension UUIDBytes? {
    /// The identifier as a parameter.
    var parameter: ParameterValue { map { .uuid($0) } ?? .null }
}

extension String? {
    /// The text as a parameter.
    var parameter: ParameterValue { map { .text($0) } ?? .null }
}

extension Int64? {
    /// The number as a parameter.
    var parameter: ParameterValue { map { .int64($0) } ?? .null }
}
