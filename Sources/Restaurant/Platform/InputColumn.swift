internal import Domain
internal import Postgres

/// A column that mutations set from a field of their input: checked alike when a row is made and changed.
struct InputColumn<Code: RejectionCode>: Sendable {
    /// Reads and checks the field; null when it is absent or null.
    typealias Reader =
        @Sendable (MutationInput<Code>) throws(MutationFailure<Code>) -> ParameterValue

    /// The input's field.
    let field: String
    /// The table's column.
    let column: String
    let type: PostgresType
    /// What a new row has when the field is absent, as SQL; nil: null.
    let fallback: String?
    /// Whether null empties the column; otherwise it leaves it as it is.
    let isNullable: Bool
    let read: Reader

    /// A text of a bounded number of characters.
    static func text(
        _ field: String, _ lengths: ClosedRange<Int>, column: String? = nil, isNullable: Bool = true
    ) -> InputColumn {
        InputColumn(
            field: field, column: column ?? field, type: .text, fallback: nil, isNullable: isNullable
        ) { (input) throws(MutationFailure<Code>) in
            try input.text(field, lengths).map { .text($0) } ?? .null
        }
    }

    /// A number within bounds, of 32 bits.
    static func number(
        _ field: String, _ bounds: ClosedRange<Int64>, column: String, fallback: String? = nil
    ) -> InputColumn {
        InputColumn(
            field: field, column: column, type: .int4, fallback: fallback, isNullable: fallback == nil
        ) { (input) throws(MutationFailure<Code>) in
            guard let number = try input.number(field, bounds) else { return .null }
            return .int32(Int32(clamping: number))
        }
    }

    /// An amount in minor units within bounds, which a row always has.
    static func amount(_ field: String, _ bounds: ClosedRange<Int64>, column: String) -> InputColumn {
        InputColumn(
            field: field, column: column, type: .int8, fallback: "0", isNullable: false
        ) { (input) throws(MutationFailure<Code>) in
            try input.number(field, bounds).map { .int64($0) } ?? .null
        }
    }

    /// A boolean, which a row always has.
    static func flag(_ field: String, column: String, fallback: String) -> InputColumn {
        InputColumn(
            field: field, column: column, type: .bool, fallback: fallback, isNullable: false
        ) { (input) throws(MutationFailure<Code>) in input.bool(field).map { .bool($0) } ?? .null }
    }

    /// The name of an enum value, which a row always has.
    static func word(_ field: String, column: String, fallback: String) -> InputColumn {
        InputColumn(
            field: field, column: column, type: .text, fallback: "'\(fallback)'", isNullable: false
        ) { (input) throws(MutationFailure<Code>) in input.word(field).map { .text($0) } ?? .null }
    }

    /// Words of a vocabulary, each once; a row always has a list.
    static func words(_ field: String, of vocabulary: [String], column: String) -> InputColumn {
        InputColumn(
            field: field, column: column, type: .textArray, fallback: "'{}'", isNullable: false
        ) { (input) throws(MutationFailure<Code>) in
            guard let words = input.strings(field) else { return .null }
            guard Set(words).count == words.count, words.allSatisfy(vocabulary.contains) else {
                throw input.refusal(.invalid, field, "Each once of \(vocabulary.joined(separator: " ")).")
            }
            var array = PostgresArrayBuilder(.text, capacity: words.count)
            for word in words { array.append(word) }
            return array.finish()
        }
    }

    /// The ID of another row.
    static func id(_ field: String, _ kind: EntityKind, column: String) -> InputColumn {
        InputColumn(
            field: field, column: column, type: .uuid, fallback: nil, isNullable: true
        ) { (input) throws(MutationFailure<Code>) in try input.uuid(field, kind).map { .uuid($0) } ?? .null }
    }
}

/// The columns of a table that mutations set from their input, and the two statements that set them.
struct InputColumns<Code: RejectionCode>: Sendable {
    private let columns: [InputColumn<Code>]
    private let insert: Statement
    private let update: Statement

    /// The columns of a table.
    ///
    /// - Parameters:
    ///   - owners: columns that a new row has besides, which the mutation knows itself.
    ///   - columns: what the input says.
    init(_ table: String, owners: KeyValuePairs<String, PostgresType>, _ columns: [InputColumn<Code>]) {
        self.columns = columns
        let names = ["id", "organization_id"] + owners.map(\.key) + columns.map(\.column)
        let first = 3 + owners.count
        let values =
            (1..<first).map { "$\($0)" }
            + columns.enumerated().map { index, column in
                column.fallback.map { "coalesce($\(first + index), \($0))" } ?? "$\(first + index)"
            }
        insert = Statement(
            "insert.\(table)",
            """
            INSERT INTO \(table) (\(names.joined(separator: ", ")))
            VALUES (\(values.joined(separator: ", ")))
            """, parameters: [.uuid, .uuid] + owners.map(\.value) + columns.map(\.type))
        let sets = columns.enumerated().map { index, column in
            let flag = 3 + 2 * index
            return "\(column.column) = CASE WHEN $\(flag) THEN $\(flag + 1) ELSE \(column.column) END"
        }
        update = Statement(
            "update.\(table)",
            """
            UPDATE \(table) SET \(sets.joined(separator: ", ")), updated_at = now(), version = version + 1
            WHERE organization_id = $1 AND id = $2
            """, parameters: [.uuid, .uuid] + columns.flatMap { [.bool, $0.type] })
    }

    /// The statement that makes a row.
    ///
    /// - Throws: INVALID at a field that is outside of what it allows.
    func insertion(
        _ id: UUIDBytes, of tenant: ParameterValue, owners: [ParameterValue], _ input: MutationInput<Code>
    ) throws(MutationFailure<Code>) -> BoundStatement {
        var parameters: [ParameterValue] = [.uuid(id), tenant] + owners
        for column in columns { parameters.append(try column.read(input)) }
        return BoundStatement(insert, parameters)
    }

    /// The statement that changes what the input names and raises the version; the primary key serves it.
    ///
    /// - Throws: INVALID at a field that is outside of what it allows.
    func change(
        _ id: UUIDBytes, of tenant: ParameterValue, _ input: MutationInput<Code>
    ) throws(MutationFailure<Code>) -> BoundStatement {
        var parameters: [ParameterValue] = [tenant, .uuid(id)]
        for column in columns {
            let value = try column.read(input)
            parameters.append(.bool(input.has(column.field) && (column.isNullable || value != .null)))
            parameters.append(value)
        }
        return BoundStatement(update, parameters)
    }
}

extension MutationInput {
    /// A whole number within bounds; nil when absent or null.
    func number(_ name: String, _ bounds: ClosedRange<Int64>) throws(MutationFailure<Code>) -> Int64? {
        guard let number = int(name) else { return nil }
        guard bounds.contains(number) else {
            throw refusal(
                .invalid, name, "`\(name)` is a number from \(bounds.lowerBound) to \(bounds.upperBound).")
        }
        return number
    }
}
