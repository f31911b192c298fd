public import Postgres
public import Testing

/// What a fresh database is copied from.
public struct DatabaseTemplate: Sendable {
    let name: String
    let prepare: (@Sendable (_ superuserURL: String) async throws -> Void)?

    /// Nothing in it.
    public static let empty = DatabaseTemplate(name: "empty", prepare: nil)

    /// A template that `prepare` fills once a process, given a superuser's connection string.
    ///
    /// - Parameter name: lower-case letters, digits and underscores; one template each.
    public init(_ name: String, prepare: @escaping @Sendable (_ superuserURL: String) async throws -> Void) {
        self.init(name: name, prepare: prepare)
    }

    private init(name: String, prepare: (@Sendable (String) async throws -> Void)?) {
        self.name = name
        self.prepare = prepare
    }
}

/// The database of the test that runs.
public struct TestDatabase: Sendable {
    /// The superuser's connection string.
    public let url: String
    /// The name of the database.
    public let name: String

    @TaskLocal static var scoped: TestDatabase?

    /// The one of the current test, whose suite must have the trait `.database`.
    public static var current: TestDatabase {
        get throws {
            guard let scoped else { throw TestClusterError.noDatabase }
            return scoped
        }
    }

    /// A configuration for it with the default limits.
    public var configuration: PostgresConfiguration { PostgresConfiguration(url) }
}

/// Gives every test of a suite a database of its own.
public struct DatabaseTrait: SuiteTrait, TestTrait, TestScoping {
    let template: DatabaseTemplate

    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let server = TestServer.shared
        let name = try await server.createDatabase(template)
        let database = TestDatabase(url: try await server.url(database: name), name: name)
        do {
            try await TestDatabase.$scoped.withValue(database) { try await function() }
        } catch {
            try await server.dropDatabase(name)
            throw error
        }
        try await server.dropDatabase(name)
    }
}

extension Trait where Self == DatabaseTrait {
    /// An empty database for each test.
    public static var database: Self { DatabaseTrait(template: .empty) }

    /// A copy of a template for each test.
    public static func database(_ template: DatabaseTemplate) -> Self { DatabaseTrait(template: template) }
}
