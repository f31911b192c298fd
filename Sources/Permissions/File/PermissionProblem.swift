/// A place in the permission file.
public struct PermissionPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// In Unicode scalars, from 1.
    public let column: Int

    /// Names a place.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// `line:column`
    public var description: String { "\(line):\(column)" }

    /// By line, then by column.
    public static func < (left: PermissionPlace, right: PermissionPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// One thing that is wrong with the permission file.
public struct PermissionProblem: Sendable, Hashable {
    /// Where it stands; nil for what the file lacks.
    public let place: PermissionPlace?
    /// What is wrong, by schema coordinates, with the name that may have been meant.
    public let message: String
}

/// Everything that is wrong with the permission file, one a line: the server does not start with it.
public struct PermissionGaps: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name.
    public let file: String
    /// What is wrong, by place; what the file lacks comes last.
    public let problems: [PermissionProblem]

    init(file: String, problems: [PermissionProblem]) {
        self.file = file
        var seen: Set<PermissionProblem> = []
        let distinct = problems.filter { seen.insert($0).inserted }
        // A stable order: what stands at one place, and what the file lacks, stays in the order found.
        self.problems = distinct.enumerated().sorted { left, right in
            switch (left.element.place, right.element.place) {
            case (let a?, let b?): (a, left.offset) < (b, right.offset)
            case (nil, nil): left.offset < right.offset
            case (let a, _): a != nil
            }
        }.map(\.element)
    }

    /// `file:line:column: message`, one a line.
    public var description: String { lines.joined(separator: "\n") }

    /// `file:line:column: message`; without a place for what the file lacks.
    public var lines: [String] {
        problems.map { "\(file)\($0.place.map { ":\($0)" } ?? ""): \($0.message)" }
    }
}
