import Configuration
import GraphQLSchema

/// Reads the settings: environment variables over `Config/comanda.yaml` over the defaults.
struct SettingsReader {
    /// The variables of the process.
    var environment: [String: String]
    /// The YAML file.
    var path = "Config/comanda.yaml"

    /// Names with our prefix that are no settings: the project's folder and the build's targets.
    private static let reserved: Set<String> = ["COMANDA_HOME", "COMANDA_TARGETS"]

    /// The settings.
    ///
    /// - Throws: `StartFailure` with one line for the first unknown name or wrong value.
    func read() async throws -> Settings {
        let definitions = SettingDefinition.all
        let file = try SettingsFile(path: path, known: definitions)
        try checkVariables(definitions)
        let reader = try await configReader()
        var settings = Settings()
        for definition in definitions {
            let key = ConfigKey(definition.key)
            guard let text = reader.string(forKey: key) else { continue }
            guard let problem = definition.kind.apply(text, to: &settings) else { continue }
            throw StartFailure("\(origin(of: definition, file)): \(definition.key): '\(text)' \(problem)")
        }
        return settings
    }

    private func configReader() async throws -> ConfigReader {
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
        let location = InMemoryProvider(values: ["filePath": .init(stringLiteral: path)])
        let file = try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: location))
        return ConfigReader(providers: [variables.prefixKeys(with: "comanda"), file])
    }

    private func checkVariables(_ definitions: [SettingDefinition]) throws {
        let known = Set(definitions.map(\.variable)).union(Self.reserved)
        for name in environment.keys.sorted() where name.hasPrefix("COMANDA_") && !known.contains(name) {
            if name.hasPrefix("COMANDA_TEST_") { continue }
            let hint = Spelling.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
            throw StartFailure("environment: there is no setting \(name)\(hint)")
        }
    }

    private func origin(of definition: SettingDefinition, _ file: SettingsFile) -> String {
        if environment[definition.variable] != nil { return "environment: \(definition.variable)" }
        return file.lines[definition.key].map { "\(path):\($0)" } ?? path
    }
}
