import Glibc
import GraphQLExecution
import GraphQLSchema
import Logging
import Permissions
import Synchronization
import Testing

@testable import Server

/// A changed file of permissions takes effect whole, or not at all.
@Suite struct PermissionReloadTests {
    private struct Unreadable: Error {}

    /// A file that holds one text, or none, and what is logged of it.
    private final class World: Sendable {
        let text: Mutex<String?>
        let live: LivePermissions
        private let lines = Mutex<[String]>([])
        private let seen: Mutex<String?>
        private static let schema = Result { try Schema(sdl: "type Query { a: Int b: Int }") }

        init(_ text: String) throws {
            self.text = Mutex(text)
            live = LivePermissions(try Self.compile(text))
            seen = Mutex(Permissions.version(of: text))
        }

        static func compile(_ text: String) throws -> Permissions {
            try Permissions(yaml: text, schema: schema.get())
        }

        /// Looks once and returns what is logged.
        func look(_ occasion: PermissionReload.Occasion = .time) -> [String] {
            lines.withLock { $0 = [] }
            let logger = Logger(label: "test") { _ in
                Lines(add: { line in self.lines.withLock { $0.append(line) } })
            }
            let reload = PermissionReload(
                live: live, interval: .seconds(1), logger: logger,
                read: {
                    guard let text = self.text.withLock({ $0 }) else { throw Unreadable() }
                    return text
                }, compile: Self.compile)
            seen.withLock { reload.look(occasion, &$0) }
            return lines.withLock { $0 }
        }

        /// Whether the public sees a field.
        func shows(_ name: String) throws -> Bool {
            let schema = try Self.schema.get()
            let field = try #require(schema.field(named: name, of: schema.queryType))
            return live.current.policy(for: "PUBLIC").view.isVisible(field)
        }
    }

    private struct Lines: LogHandler {
        let add: @Sendable (String) -> Void
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            add("\(event.level): \(event.message)")
        }
    }

    private static func yaml(_ role: String) -> String {
        """
        version: 1
        roles: { PUBLIC: {}, STAFF: { inherits: [PUBLIC] } }
        types:
          Query:
            fields: { a: { allow: [PUBLIC] }, b: { allow: [\(role)] } }
        """
    }

    @Test func `a change is in force for requests that begin later, under policies of its own`() throws {
        let world = try World(Self.yaml("STAFF"))
        let before = world.live.current

        #expect(world.look() == [])
        #expect(try !world.shows("b"))
        world.text.withLock { $0 = Self.yaml("PUBLIC") }
        #expect(world.look() == ["notice: changed permissions are in force"])

        #expect(try world.shows("b"))
        let after = world.live.current
        #expect(before.permissions.version != after.permissions.version)
        #expect(before.policy(for: "PUBLIC") !== after.policy(for: "PUBLIC"))
        #expect(before.policy(for: "STAFF") !== after.policy(for: "STAFF"))
        #expect(after.policy(for: "PUBLIC").version == after.permissions.version)
        #expect(world.look() == [])
        #expect(after === world.live.current)
    }

    @Test(arguments: [
        (yaml("STAF"), ":5:52: unknown role STAF, did you mean STAFF?"), ("types: [", ":"), ("", ":"),
        ("version: 1", ": Query.a: no permission entry"),
    ])
    func `while the file is broken the old version stays, and its places are logged`(
        _ broken: (text: String, problem: String)
    ) throws {
        let world = try World(Self.yaml("STAFF"))
        let before = world.live.current

        world.text.withLock { $0 = broken.text }
        let said = world.look()
        let again = world.look()

        #expect(said.first == "error: changed permissions are refused: the old ones stay in force")
        #expect(said.contains { $0.hasPrefix("error: Config/permissions.yaml" + broken.problem) }, "\(said)")
        #expect(again == [], "the same fault is told once")
        #expect(before === world.live.current)
        world.text.withLock { $0 = Self.yaml("PUBLIC") }
        #expect(world.look() == ["notice: changed permissions are in force"])
    }

    @Test func `a version that comes back after a fault makes no plans anew`() throws {
        let world = try World(Self.yaml("STAFF"))
        let before = world.live.current

        world.text.withLock { $0 = "types: [" }
        _ = world.look()
        world.text.withLock { $0 = Self.yaml("STAFF") }

        #expect(world.look() == ["notice: the permissions are in force as they stand"])
        #expect(before === world.live.current)
    }

    @Test func `a file that is gone changes nothing and is told of once, or when asked by a signal`() throws {
        let world = try World(Self.yaml("STAFF"))
        let before = world.live.current
        let complaint = ["error: Config/permissions.yaml can't be read: the permissions stay as they are"]

        world.text.withLock { $0 = nil }
        #expect(world.look() == complaint)
        #expect(world.look() == [])
        #expect(world.look(.signal) == complaint)
        world.text.withLock { $0 = Self.yaml("STAFF") }
        #expect(world.look() == ["notice: the permissions are in force as they stand"])
        #expect(world.look(.signal) == ["notice: the permissions are in force as they stand"])
        #expect(before === world.live.current)
    }

    @Test func `a key's scopes add to its role, and an unknown role sees nothing`() throws {
        let live = LivePermissions(
            try World.compile(
                """
                version: 1
                roles:
                  PUBLIC: {}
                  KEY: { inherits: [PUBLIC] }
                  "b:read": { inherits: [KEY], keyScope: true }
                types: { Query: { fields: { a: { allow: [PUBLIC] }, b: { allow: ["b:read"] } } } }
                """))
        let schema = try Schema(sdl: "type Query { a: Int b: Int }")
        let b = try #require(schema.field(named: "b", of: schema.queryType))

        #expect(live.current.policy(for: "KEY", scopes: ["b:read"]).view.isVisible(b))
        #expect(!live.current.policy(for: "KEY", scopes: ["b:write"]).view.isVisible(b))
        #expect(!live.current.policy(for: "b:read").view.isVisible(b) || !live.current.hasRole("b:read"))
        #expect(!live.current.policy(for: "NOBODY").view.isVisible(b))
        #expect(!live.current.hasRole("NOBODY"))
    }
}
