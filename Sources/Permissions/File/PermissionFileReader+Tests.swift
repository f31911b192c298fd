internal import GraphQLSchema
internal import Yams

/// The file's own tests.
extension PermissionFileReader {
    mutating func readTests(_ node: Node) {
        guard let tests = node.sequence else {
            report(place(node), "tests must be a list")
            return
        }
        for test in tests { readTest(test) }
    }

    private mutating func readTest(_ node: Node) {
        var trial = PermissionFile.Trial(place: place(node))
        let expectations = PermissionFile.Expectation.allCases.map(\.rawValue)
        for (key, value) in settings(node, "a test", ["as", "row"] + expectations) {
            switch key.text {
            case "as": readCaller(value, &trial)
            case "row":
                for (type, columns) in pairs(value, "row") {
                    var cells: [String: InputValue] = [:]
                    for (column, cell) in pairs(columns, "row of \(type.text)") {
                        cells[column.text] = literal(cell, column.text)
                    }
                    trial.rows.append((type, cells))
                }
            default:
                guard let expectation = PermissionFile.Expectation(rawValue: key.text) else { continue }
                trial.expectations += words(value, key.text).map { (expectation, $0) }
            }
        }
        if trial.roles.isEmpty { report(trial.place, "a test needs as: { role: … }") }
        if trial.expectations.isEmpty { report(trial.place, "a test expects nothing: say can or cannot") }
        add(trial)
    }

    private mutating func readCaller(_ node: Node, _ trial: inout PermissionFile.Trial) {
        for (key, value) in pairs(node, "as") {
            switch key.text {
            case "role": trial.roles += [word(value, "role")].compactMap { $0 }
            case "roles": trial.roles += words(value, "roles")
            default:
                if let value = literal(value, key.text) { trial.claims.append((key, value)) }
            }
        }
    }
}
