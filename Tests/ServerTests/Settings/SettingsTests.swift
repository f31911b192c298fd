import Foundation
import Testing

@testable import Server

@Suite struct SettingsTests {
    /// The repository's own folder.
    static let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")

    func read(_ yaml: String, environment: [String: String] = [:]) async throws -> Settings {
        let path = NSTemporaryDirectory() + "settings-\(UUID().uuidString).yaml"
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            return try await SettingsReader(environment: environment, path: path).read()
        } catch let failure as StartFailure {
            throw StartFailure(failure.line.replacingOccurrences(of: path, with: "FILE"))
        }
    }

    func failure(_ yaml: String, environment: [String: String] = [:]) async -> String? {
        do {
            _ = try await read(yaml, environment: environment)
            return nil
        } catch {
            return (error as? StartFailure)?.line
        }
    }

    @Test func `the file of the repository states every setting with its default`() async throws {
        let path = Self.root + "/Config/comanda.yaml"
        let settings = try await SettingsReader(environment: [:], path: path).read()
        #expect(settings == Settings())

        let file = try SettingsFile(path: path, known: SettingDefinition.all)
        #expect(Set(file.lines.keys) == Set(SettingDefinition.all.map(\.key)))
    }

    @Test func `a file changes what it names and nothing else`() async throws {
        var expected = Settings()
        expected.http.port = 9000
        expected.http.maxBody = 65_536
        expected.graphql.deadline = .milliseconds(1500)
        let yaml = "http:\n  port: 9000\n  maxBody: 64KiB\ngraphql:\n  deadline: 1500ms\n"
        #expect(try await read(yaml) == expected)
    }

    @Test func `a variable overrides the file`() async throws {
        let settings = try await read(
            "http: { maxBody: 1MiB }", environment: ["COMANDA_HTTP_MAX_BODY": "2MiB"])
        #expect(settings.http.maxBody == 2 << 20)
    }

    @Test(arguments: [
        (
            "http:\n  maxBoddy: 1MiB\n",
            "FILE:2: there is no setting 'http.maxBoddy'; did you mean 'http.maxBody'?"
        ),
        ("htpp:\n  port: 1\n", "FILE:1: there is no setting 'htpp'"),
        ("http:\n  port: many\n", "FILE:2: http.port: 'many' is no whole number"),
        ("http:\n  port: 70000\n", "FILE:2: http.port: '70000' is not within 0 and 65535"),
        ("http:\n  maxBody: 1MB\n", "FILE:2: http.maxBody: '1MB' is no size such as 64KiB or 1MiB"),
        ("http:\n  idle: soon\n", "FILE:2: http.idle: 'soon' is no time such as 250ms, 10s or 15min"),
        ("http:\n  status: new\n", "FILE:2: http.status: 'new' is none of: spec, compat"),
        (
            "graphql:\n  suggestions: maybe\n",
            "FILE:2: graphql.suggestions: 'maybe' is neither true nor false"
        ),
        ("http:\n  port: [1, 2]\n", "FILE:2: 'http.port' takes one value"),
        ("- a\n", "FILE:1: is no mapping of settings"),
    ])
    func `a wrong file is refused in one line that says where`(yaml: String, line: String) async {
        #expect(await failure(yaml) == line)
    }

    @Test func `bad YAML is refused in one line`() async throws {
        let line = try #require(await failure("http: {\n port: 1\n"))
        #expect(line.hasPrefix("FILE:"))
        #expect(!line.contains("\n"))
    }

    @Test func `a wrong or unknown variable is refused by its name`() async {
        let wrong = await failure("http: {}", environment: ["COMANDA_HTTP_PORT": "x"])
        #expect(wrong == "environment: COMANDA_HTTP_PORT: http.port: 'x' is no whole number")
        let unknown = await failure("http: {}", environment: ["COMANDA_HTTP_PROT": "1"])
        #expect(
            unknown == "environment: there is no setting COMANDA_HTTP_PROT; did you mean COMANDA_HTTP_PORT?")
    }

    @Test func `a missing file is refused`() async {
        await #expect(throws: StartFailure("cannot read the settings file /nowhere.yaml")) {
            try await SettingsReader(environment: [:], path: "/nowhere.yaml").read()
        }
    }
}
