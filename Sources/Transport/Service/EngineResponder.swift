import Glibc
public import GraphQLExecution
import NIOCore

/// Joins the transport to the engine: finds out who asks, reads the request, runs the operation.
public struct EngineResponder<Sessions: SessionSource>: GraphQLResponder {
    /// Who asks and what that lets them see.
    public struct Principal: Sendable {
        /// What sessions need to know of the caller.
        public let caller: Sessions.Caller
        /// What the caller may see and do.
        public let access: AccessPolicy
        /// Who pays for operations.
        public var account = CostAccount()
        /// Called when the call is answered.
        public var release: (@Sendable () -> Void)?

        /// A principal.
        public init(caller: Sessions.Caller, access: AccessPolicy) {
            self.caller = caller
            self.access = access
        }
    }

    private let service: GraphQLService<Sessions>
    private let jsonDepthMax: Int
    private let principal: @Sendable (GraphQLCall) async throws(CallRefusal) -> Principal

    /// - Parameter principal: who sent a call, found by its credentials.
    public init(
        service: GraphQLService<Sessions>, jsonDepthMax: Int = JSONReader.depthMax,
        principal: @escaping @Sendable (GraphQLCall) async throws(CallRefusal) -> Principal
    ) {
        self.service = service
        self.jsonDepthMax = jsonDepthMax
        self.principal = principal
    }

    /// Authenticates first, so that nobody without a valid token makes us parse.
    public func respond(to call: GraphQLCall) async -> GraphQLReply {
        do {
            let principal = try await self.principal(call)
            defer { principal.release?() }
            let request = try read(call)
            let response = await service.execute(
                request, for: principal.caller, access: principal.access, values: Self.values(of: call),
                account: account(principal, call), queriesOnly: call.queriesOnly, requestID: call.requestID)
            return GraphQLReply(response)
        } catch {
            return error.reply
        }
    }

    /// As `respond(to:)`, with what is deferred in payloads of its own.
    public func respond(
        to call: GraphQLCall, deliver: @Sendable (GraphQLPayload) -> Bool
    ) async -> GraphQLReply? {
        do {
            let principal = try await self.principal(call)
            defer { principal.release?() }
            let request = try read(call)
            await service.executeIncrementally(
                request, for: principal.caller, access: principal.access, values: Self.values(of: call),
                account: principal.account, queriesOnly: call.queriesOnly, requestID: call.requestID,
                deliver: deliver)
            return nil
        } catch {
            return error.reply
        }
    }

    /// Who pays for a call, and what is told of it; a plan that is not run costs nothing.
    private func account(_ principal: Principal, _ call: GraphQLCall) -> CostAccount {
        guard let explanation = call.explanation else { return principal.account }
        var account = principal.account
        account.explanation = explanation
        if explanation.mode == .plan { account.budget = nil }
        return account
    }

    private static func values(of call: GraphQLCall) -> RequestValues {
        RequestValues(nowSeconds: Int64(time(nil)), idempotencyKey: call.idempotencyKey)
    }

    private func read(_ call: GraphQLCall) throws(CallRefusal) -> GraphQLRequest {
        do {
            return try call.payload.request(jsonDepthMax: jsonDepthMax)
        } catch {
            throw CallRefusal(.badRequest, message: error.message, code: error.code)
        }
    }
}

extension GraphQLCall.Payload {
    /// The request, read.
    func request(jsonDepthMax: Int = JSONReader.depthMax) throws(RequestBodyError) -> GraphQLRequest {
        switch self {
        case .json(let body):
            return try body.withUnsafeReadableBytes { bytes in
                Result { () throws(RequestBodyError) in try RequestBody.parse(bytes, depthMax: jsonDepthMax) }
            }.get()
        case .parameters(let parameters):
            return try RequestBody.request(
                query: parameters.query, documentID: parameters.documentID,
                operationName: parameters.operationName, variables: parameters.variables,
                extensions: parameters.extensions, depthMax: jsonDepthMax)
        case .request(let request):
            return request
        }
    }
}

/// A reply in place of an execution: it can't be found out who calls, or they may not call like this.
public struct CallRefusal: Error, Sendable {
    /// What is answered.
    public let reply: GraphQLReply

    /// A refusal; without words of its own it takes the outcome's.
    public init(
        _ outcome: Outcome, message: String? = nil, code: String? = nil, retryAfter: Int? = nil
    ) {
        reply = GraphQLReply(failure: outcome, message: message, code: code, retryAfter: retryAfter)
    }

    /// What it is about.
    public var outcome: Outcome { reply.outcome }

    /// A credential was sent and proves nothing. There is one message for every reason.
    public static let unauthenticated = CallRefusal(.unauthenticated)
}
