import GraphQLExecution
import GraphQLSchema

extension ConformanceEngine {
    /// `{"k": "execute", "sdl": …, "src": …, "variables": …, "operationName": …, "root": …}`: the response.
    ///
    /// With a member `root` fields are its properties; without one they have fixed answers.
    mutating func execute(_ request: ConformanceCase) async -> ConformanceAnswer {
        guard let sdl = request.text("sdl"), let source = request.text("src") else { return .skipped }
        do {
            let schema = try schema(sdl)
            let service =
                if let root = request["root"] {
                    try ConformanceService(schema, data: root)
                } else {
                    try ConformanceService(fixed: schema)
                }
            let response = await service.execute(
                source, variables: request["variables"], operationName: request.text("operationName"))
            return .result(response.body)
        } catch let error as SchemaErrors {
            return .errors(error.problems.map { .init(message: $0.message, locations: [$0.location]) })
        } catch {
            return .skipped
        }
    }
}
