import Domain
import TestSupport
import Testing

@testable import Accounts

@Suite(.database(AccountWorld.template)) struct PasswordTests {
    private let here = AccountWorld.here
    private let new = "nine rivers to cross tonight"

    private func resetToken(_ world: AccountWorld) async throws -> String {
        try await world.service.requestPasswordReset(email: "Ana@Example.com", from: here)
        // The stored hash tells which of the messages holds; here there is one only.
        return try await #require(world.close().last { $0.kind == .passwordReset }?.token?.text)
    }

    @Test func `a reset token is spent once, ends every session and outdates every token`() async throws {
        let sender = try await AccountWorld()
        try await sender.register()
        let session = try await sender.login()
        let token = try await resetToken(sender)
        let world = try await AccountWorld()

        try await world.service.resetPassword(with: token, to: new, from: here)

        #expect(
            await refusal { () async throws(AccountFailure) in
                try await world.service.resetPassword(with: token, to: new + "!", from: here)
            } == .token)
        #expect(await refusal { () async throws(AccountFailure) in try await world.login() } == .credentials)
        #expect(
            await refusal { () async throws(AccountFailure) in
                try await world.service.refresh(session.refreshText, from: here)
            } == .token)
        let claims = try await world.tokens.verify(world.login("ana@example.com", new).accessToken)
        #expect(claims.permVersion == 2)
        let rows = try await world.sql("SELECT count(*) FROM lookup_keys WHERE kind = 'RESET_TOKEN'")
        #expect(rows == ["0"])
        #expect(await world.close().map(\.kind) == [.passwordChanged])
    }

    @Test func `a token for two at once is one's`() async throws {
        let sender = try await AccountWorld()
        try await sender.register()
        let token = try await resetToken(sender)
        let worlds = [try await AccountWorld(), try await AccountWorld()]
        let answers = await withTaskGroup(of: AccountRefusal?.self) { tasks in
            for number in 0..<8 {
                tasks.addTask {
                    await refusal { () async throws(AccountFailure) in
                        try await worlds[number % 2].service.resetPassword(
                            with: token, to: "\(new) \(number)", from: here)
                    }
                }
            }
            return await tasks.reduce(into: [AccountRefusal?]()) { $0.append($1) }
        }
        #expect(answers.count { $0 == nil } == 1)
        #expect(answers.count { $0 == .token } == 7)
        for world in worlds { _ = await world.close() }
    }

    @Test func `a weak password spends no token, and time does`() async throws {
        let sender = try await AccountWorld()
        try await sender.register()
        let token = try await resetToken(sender)
        let world = try await AccountWorld()

        let weak = await refusal { () async throws(AccountFailure) in
            try await world.service.resetPassword(with: token, to: "password1234", from: here)
        }
        #expect(weak?.code == .weakPassword && weak?.field == "newPassword")
        try await world.sql("UPDATE users SET reset_expires_at = now() - interval '1 s'")
        #expect(
            await refusal { () async throws(AccountFailure) in
                try await world.service.resetPassword(with: token, to: new, from: here)
            } == .token)
        _ = await world.close()
    }

    @Test func `who looks for a good password is not taken for one who guesses`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        let user = try await world.login().user

        for _ in 0..<8 {
            let answer = await refusal { () async throws(AccountFailure) in
                try await world.service.changePassword(
                    of: user, from: AccountWorld.password, to: "short", in: nil, from: here)
            }
            #expect(answer?.code == .weakPassword)
        }
        _ = try await world.login()
        _ = await world.close()
    }

    @Test func `who floods a mailbox shuts nobody out of a new password`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        func asked() async throws -> String {
            try await world.service.requestPasswordReset(email: "ana@example.com", from: here)
            return try await world.sql(
                "SELECT encode(reset_token_hash, 'hex') || (reset_expires_at > now()) FROM users"
            ).joined()
        }
        for _ in 0..<5 { _ = try await asked() }

        let full = try await asked()
        #expect(try await asked() == full, "the token that was sent last holds")
        try await world.sql("UPDATE users SET reset_expires_at = now() - interval '1 s'")
        let later = try await asked()
        #expect(later != full && later.hasSuffix("true"))
        #expect(await world.close().count { $0.kind == .passwordReset } == 6)
    }

    @Test func `asking for a reset tells nobody whether there is a login`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        for email in ["ana@example.com", "nobody@example.com", "no address"] {
            for _ in 0..<7 {
                #expect(
                    await refusal { () async throws(AccountFailure) in
                        try await world.service.requestPasswordReset(email: email, from: here)
                    } == nil, "\(email)")
            }
        }
        let messages = await world.close()
        #expect(messages.count == 5, "more in an hour would be a nuisance")
        #expect(messages.allSatisfy { $0.recipient == "ana@example.com" && $0.locale == "es" })
    }

    @Test func `changing the password asks for the present one and begins anew`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        let session = try await world.login()
        func change(_ current: String, _ new: String) async throws(AccountFailure) -> SignedIn {
            try await world.service.changePassword(
                of: session.user, from: current, to: new, in: session.membership?.organization, from: here)
        }

        #expect(
            await refusal { () async throws(AccountFailure) in try await change("wrong", new) }
                == .credentials)
        let weak = await refusal { () async throws(AccountFailure) in
            try await change(AccountWorld.password, "ana quispe ana")
        }
        #expect(weak?.code == .weakPassword)

        let next = try await change(AccountWorld.password, new)
        #expect(next.role == "ORG_ADMIN")
        #expect(try await world.tokens.verify(next.accessToken).permVersion == 2)
        #expect(
            await refusal { () async throws(AccountFailure) in
                try await world.service.refresh(session.refreshText, from: here)
            } == .token)
        _ = try await world.service.refresh(next.refreshText, from: here)
        _ = await world.close()
    }

    @Test func `registering an address twice is answered alike and told to its owner`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        let before = try await world.sql("SELECT count(*) FROM organizations")
        try await world.register("ANA@example.com", name: "Other")

        #expect(try await world.sql("SELECT count(*) FROM organizations") == before)
        #expect(try await world.sql("SELECT count(*) FROM users") == ["1"])
        let messages = await world.close()
        #expect(messages.map(\.kind) == [.alreadyRegistered])
        #expect(messages.first?.token == nil)
    }

    @Test func `a registration makes login, organization, branch and owner, or nothing`() async throws {
        let world = try await AccountWorld()
        try await world.register(name: "Café ¡Olé!")
        let slug = try await world.sql("SELECT slug FROM organizations")[0]
        #expect(slug.hasPrefix("cafe-ole-"))
        #expect(try await world.sql("SELECT public_code FROM branches") == [slug])
        #expect(try await world.sql("SELECT role FROM members WHERE is_owner") == ["ORG_ADMIN"])
        #expect(try await world.sql("SELECT count(*) FROM login_organizations") == ["1"])

        var registration = try #require(Self.registration)
        registration.timezone = "Mars/Olympus"
        #expect(
            await refusal { () async throws(AccountFailure) in
                try await world.service.register(registration, from: here)
            }?.field == "timezone")
        registration.timezone = "Asia/Kolkata"
        registration.password = "bea@example.com"
        #expect(
            await refusal { () async throws(AccountFailure) in
                try await world.service.register(registration, from: here)
            }?.code == .weakPassword)
        #expect(try await world.sql("SELECT count(*) FROM organizations") == ["1"])
        _ = await world.close()
    }

    private static let registration = Domain.Currency(code: "INR").map {
        Registration(
            email: "bea@example.com", password: AccountWorld.password, displayName: "Bea",
            organizationName: "Dosa", branchName: "One", timezone: "Asia/Kolkata", currency: $0)
    }
}
