import Conformance
import GraphQLExecution
import GraphQLSchema
import NIOCore
import Transport

/// Answers `POST /execute {schema, query, variables, operationName}` by the fixed wiring, and hands
/// everything else on.
struct ConformanceResponder<Base: GraphQLResponder>: GraphQLResponder {
    private let base: Base

    init(_ base: Base) { self.base = base }

    func respond(
        to call: GraphQLCall, deliver: @Sendable (GraphQLPayload) -> Bool
    ) async -> GraphQLReply? {
        guard call.isConformance else { return await base.respond(to: call, deliver: deliver) }
        return await respond(to: call)
    }

    func respond(to call: GraphQLCall) async -> GraphQLReply {
        guard call.isConformance else { return await base.respond(to: call) }
        guard case .json(let body) = call.payload else { return GraphQLReply(failure: .badRequest) }
        do {
            let request = try body.withUnsafeReadableBytes { try JSONReader.read($0) }
            guard case .string(let sdl)? = request["schema"], case .string(let query)? = request["query"]
            else { return Self.refusal("The members \"schema\" and \"query\" must be strings.") }
            let service = try ConformanceService(fixed: Schema(sdl: sdl))
            return GraphQLReply(
                await service.execute(
                    query, variables: request["variables"], operationName: Self.name(request)))
        } catch let error as SchemaErrors {
            let lines = error.problems.map(\.description).joined(separator: "\n")
            return GraphQLReply(failure: .requestError, message: lines, code: "SCHEMA_INVALID")
        } catch let error as JSONError {
            return Self.refusal("The body is not valid JSON: \(error.message) at byte \(error.offset).")
        } catch {
            return GraphQLReply(failure: .internalError)
        }
    }

    private static func name(_ request: InputValue) -> String? {
        guard case .string(let name)? = request["operationName"] else { return nil }
        return name
    }

    private static func refusal(_ message: String) -> GraphQLReply {
        GraphQLReply(failure: .badRequest, message: message, code: "BAD_REQUEST")
    }
}

extension HTTPService.Settings {
    /// Opens `/execute`, whose every limit but nesting is lifted: never to be reached from elsewhere.
    ///
    /// - Throws: `StartFailure` unless the server listens on the loopback alone, and where trusted documents
    ///   say that this is production.
    mutating func openConformance(_ settings: Server.Settings) throws {
        guard ["127.0.0.1", "::1", "localhost"].contains(settings.http.host) else {
            throw StartFailure(
                "--conformance runs any query: http.host must be 127.0.0.1, not \(settings.http.host)")
        }
        guard settings.graphql.documents != "trusted" else {
            throw StartFailure("--conformance and graphql.documents trusted exclude each other")
        }
        executes = true
        limits.bodyBytes = 64 << 20
    }
}
