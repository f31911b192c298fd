public import Domain
internal import Foundation
internal import Postgres

/// What a new owner says about the business.
public struct Registration: Sendable {
    /// The owner's address.
    public var email: String
    /// The owner's password.
    public var password: String
    /// The owner's name.
    public var displayName: String
    /// The owner's language.
    public var locale: String?
    /// The business.
    public var organizationName: String
    /// Its first restaurant.
    public var branchName: String
    /// The restaurant's time zone, such as `America/Lima`.
    public var timezone: String
    /// The restaurant's currency.
    public var currency: Domain.Currency

    /// A registration.
    public init(
        email: String, password: String, displayName: String, locale: String? = nil,
        organizationName: String, branchName: String, timezone: String, currency: Domain.Currency
    ) {
        self.email = email
        self.password = password
        self.displayName = displayName
        self.locale = locale
        self.organizationName = organizationName
        self.branchName = branchName
        self.timezone = timezone
        self.currency = currency
    }
}

extension AccountService {
    /// Registers a business: its owner's login, the organization and the first branch, all or nothing.
    ///
    /// An address that has a login already is answered exactly alike: nothing is made, and a message tells
    /// the login's owner. Who registered signs in next; who did not, can't.
    ///
    /// - Throws: `.invalid`, `.weakPassword`, `.throttled`.
    public func register(
        _ registration: Registration, from client: AccountClient
    ) async throws(AccountFailure) {
        let address = try Self.check(registration)
        try await transaction(client) { (session) async throws(AccountFailure) in
            // Given back to nobody: registering is rare.
            if try await count([.address(client.address, terms.address)].compactMap(\.self), session) {
                try await record(AccountAct(.ownerRegister, note: .guessesLimited), client, session)
            }
        }
        let fresh = try await hasher.hash(
            try allowed(
                registration.password,
                ownWords: [address.text, registration.displayName, registration.organizationName],
                at: "password"))
        do {
            try await transaction(client) { (session) async throws(AccountFailure) in
                let owner = newID()
                let branch = newID()
                let organization = newID()
                let member = newID()
                _ = try await session.execute(Registrations.note.bind(.uuid(owner)))
                try await insert(registration, organization, branch, session)
                let isNew = try await Logins.insert(
                    owner, email: address.text, passwordHash: fresh, displayName: registration.displayName,
                    locale: Self.known(registration.locale), session)
                guard isNew else { throw .refused(Self.isKnown) }
                _ = try await session.execute(
                    Registrations.owner.bind(.uuid(member), .uuid(organization), .uuid(owner)))
                var act = AccountAct(.ownerRegister, user: owner, organization: organization)
                act.member = member
                try await record(act, client, session)
            }
        } catch {
            guard case .refused(Self.isKnown) = error else { throw error }
            // The same work as after a registration: something is written and committed.
            try await transaction(client) { (session) async throws(AccountFailure) in
                let own = GuessSubject(kind: .token, text: "known:\(address.text)", rule: terms.message)
                let counted = try await session.execute(GuessThrottle.counting([own]))
                guard GuessThrottle.wait(in: counted) == nil else { return }
                try await post(
                    AccountMessage(.alreadyRegistered, to: address.text, locale: registration.locale),
                    session)
                try await record(AccountAct(.ownerRegister, note: .alreadyRegistered), client, session)
            }
        }
    }

    /// Stays inside: nobody outside may hear it.
    private static let isKnown = AccountRefusal(.invalid, at: "email", "")

    private static func check(_ registration: Registration) throws(AccountFailure) -> EmailAddress {
        guard let address = EmailAddress(registration.email) else {
            throw .refused(AccountRefusal(.invalid, at: "email", "This is no e-mail address."))
        }
        let names = [
            ("displayName", registration.displayName), ("organizationName", registration.organizationName),
            ("branchName", registration.branchName),
        ]
        for (field, name) in names {
            guard (1...200).contains(name.unicodeScalars.count), name.contains(where: { !$0.isWhitespace })
            else { throw .refused(AccountRefusal(.invalid, at: field, "A name has 1 to 200 characters.")) }
        }
        // A place, not an offset: only a place knows its summer time. Old names of places are names too.
        let isPlace = registration.timezone.contains("/") && registration.timezone.utf8.count <= 64
        guard isPlace, TimeZone(identifier: registration.timezone) != nil else {
            throw .refused(
                AccountRefusal(
                    .invalid, at: "timezone", "This is no time zone such as America/Lima or Asia/Kolkata."))
        }
        return address
    }

    private func insert(
        _ registration: Registration, _ organization: UUIDBytes, _ branch: UUIDBytes,
        _ session: PostgresSession
    ) async throws(AccountFailure) {
        let language = Self.known(registration.locale).map { String($0.prefix { $0 != "-" }) } ?? "en"
        let slug = Self.slug(registration.organizationName, organization)
        _ = try await session.execute([
            Registrations.enter.bind(.uuid(organization)),
            Registrations.organization.bind(
                .uuid(organization), .text(registration.organizationName), .text(slug), .text(language)),
            Registrations.branch.bind(
                .uuid(branch), .uuid(organization), .text(registration.branchName),
                .text(Self.slug(registration.branchName, nil)), .text(slug),
                .text(registration.timezone), .text(registration.currency.code), .text(language)),
        ])
    }

    /// A language tag of the shape that is stored, `es` or `es-PE`; nil for others.
    private static func known(_ locale: String?) -> String? {
        guard let locale, (try? /[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?/.wholeMatch(in: locale)) != nil
        else {
            return nil
        }
        return locale
    }

    /// A name in URLs: its letters and figures of ASCII, and for an organization a part of its random
    /// identifier, so that no name is ever taken and none tells who else is here.
    static func slug(_ name: String, _ id: UUIDBytes?) -> String {
        let folded = name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        let words = folded.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let text = String(words.joined(separator: "-").prefix(40))
        let stem = String(text.reversed().drop { $0 == "-" }.reversed())
        guard let id else { return stem.count < 2 ? "main" : stem }
        let tail = String(id.low & 0xFF_FFFF_FFFF, radix: 36)
        return stem.isEmpty ? "r-\(tail)" : "\(stem)-\(tail)"
    }
}

private enum Registrations {
    /// The tables note what is made, and by whom, until the transaction's end.
    ///
    /// - SeeAlso: `Migrations/0100_audit_rows.up.sql`
    static let note = Statement(
        "Registrations.note",
        """
        SELECT set_config('app.audit', 'on', true), set_config('app.audit_form', 'rows', true),
          set_config('app.actor', $1::uuid::text, true)
        """, parameters: [.uuid])

    static let enter = Statement(
        "Registrations.enter", "SELECT set_config('app.organization', $1::uuid::text, true)",
        parameters: [.uuid])

    static let organization = Statement(
        "Registrations.organization",
        """
        INSERT INTO organizations (id, organization_id, name, slug, default_locale)
        VALUES ($1, $1, $2, $3, $4)
        """, parameters: [.uuid, .text, .text, .text])

    static let branch = Statement(
        "Registrations.branch",
        """
        INSERT INTO branches
          (id, organization_id, name, slug, public_code, timezone, currency, default_locale)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """, parameters: [.uuid, .uuid, .text, .text, .text, .text, .text, .text])

    static let owner = Statement(
        "Registrations.owner",
        """
        INSERT INTO members (id, organization_id, user_id, role, is_owner, created_by, updated_by)
        VALUES ($1, $2, $3, 'ORG_ADMIN', true, $3, $3)
        """, parameters: [.uuid, .uuid, .uuid])
}
