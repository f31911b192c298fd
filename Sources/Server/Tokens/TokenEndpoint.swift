import Accounts
import Domain
import Foundation
import Logging
import Postgres
import Transport

/// `POST /oauth/token`: credentials, or a refresh token, for a pair of tokens.
///
/// Clients are public: they have no secret, so one that sends some is mistaken. `organization` is our own
/// parameter: the ID of where to work.
///
/// - SeeAlso: RFC 6749 §4.3, §5, §6
struct TokenEndpoint: Sendable {
    let accounts: AccountService
    let logger: Logger
    /// How long one exchange may take.
    let deadline: Duration

    private struct Tokens: Encodable {
        let access_token: String
        let token_type = "Bearer"
        let expires_in: Int
        let refresh_token: String?
        let refresh_expires_in: Int?
    }

    private struct Problem: Encodable, Error {
        let error: String
        let error_description: String
    }

    /// Answers a form.
    func reply(to call: FormCall) async -> FormReply {
        do {
            let session = try await exchange(call)
            let tokens = Tokens(
                access_token: session.accessToken, expires_in: session.expiresIn,
                refresh_token: session.refresh?.token.text, refresh_expires_in: session.refresh?.expiresIn)
            return Self.reply(200, tokens)
        } catch let problem as Problem {
            let isClient = problem.error == "invalid_client"
            return Self.reply(isClient ? 401 : 400, problem)
        } catch let failure as AccountFailure {
            return reply(to: failure, call.requestID)
        } catch {
            return Self.reply(500, Problem(error: "server_error", error_description: "Our fault."))
        }
    }

    private func exchange(_ call: FormCall) async throws -> SignedIn {
        guard let form = call.parameters else {
            throw Self.badRequest("Send application/x-www-form-urlencoded with each parameter once.")
        }
        guard !call.hasAuthorization, form["client_secret"] == nil else {
            throw Problem(error: "invalid_client", error_description: "Clients here have no secret.")
        }
        let client = AccountClient(
            address: call.address, requestID: call.requestID, deadline: .now + deadline)
        let organization = try form["organization"].map { text in
            guard let id = TypeID(text), id.prefix == "org" else {
                throw Problem(error: "invalid_grant", error_description: AccountService.noOrganization)
            }
            return UUIDBytes(high: id.high, low: id.low)
        }
        switch form["grant_type"] {
        case "password"?:
            guard let name = form["username"], let password = form["password"] else {
                throw Self.badRequest("`username` and `password` are needed.")
            }
            return try await accounts.login(
                email: name, password: password, organization: organization, from: client)
        case "refresh_token"?:
            guard let token = form["refresh_token"] else {
                throw Self.badRequest("`refresh_token` is needed.")
            }
            guard let organization else { return try await accounts.refresh(token, from: client) }
            return try await accounts.select(organization: organization, with: token, from: client)
        case nil: throw Self.badRequest("`grant_type` is needed.")
        case _?:
            throw Problem(
                error: "unsupported_grant_type",
                error_description: "Grants are `password` and `refresh_token`.")
        }
    }

    private static func badRequest(_ description: String) -> Problem {
        Problem(error: "invalid_request", error_description: description)
    }

    private func reply(to failure: AccountFailure, _ requestID: String) -> FormReply {
        switch failure {
        case .refused(let refusal):
            let problem = Problem(error: "invalid_grant", error_description: refusal.message)
            return Self.reply(
                refusal.retryAfter == nil ? 400 : 429, problem, retryAfter: refusal.retryAfter)
        case .overloaded: return Self.busy
        case .failed(let error) where error.isTemporary: return Self.busy
        case .failed(let error):
            logger.error(
                "token endpoint failed",
                metadata: ["requestId": "\(requestID)", "error": "\(String(reflecting: error))"])
        case .unusable: break
        }
        return Self.reply(500, Problem(error: "server_error", error_description: "Our fault."))
    }

    private static let busy = reply(
        503, Problem(error: "temporarily_unavailable", error_description: "Try again in a moment."),
        retryAfter: 1)

    private static func reply(_ status: Int, _ body: some Encodable, retryAfter: Int? = nil) -> FormReply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try? encoder.encode(body)
        return FormReply(
            status: status, body: data.map { String(decoding: $0, as: UTF8.self) } ?? "{}",
            retryAfter: retryAfter)
    }
}
