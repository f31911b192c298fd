/// A server that an evening is played over.
protocol EveningServer: Sendable {
    /// The body of the answer to a request of somebody who works in the first branch.
    func answer(_ document: String, as role: String) async -> String
}

extension World: EveningServer {
    func answer(_ document: String, as role: String) async -> String {
        await run(document, role: role, branches: [11]).text
    }
}
