internal import DataLoader
internal import Domain
internal import Foundation
internal import Postgres

/// What a new branch is made of, as `BranchCreateInput` says it.
struct BranchDetails {
    private let name: String
    private let slug: String
    private let timezone: String
    private let currency: String
    private let legalName: String?
    private let phone: String?
    private let address: String
    private let pricesIncludeTax: Bool
    private let businessDayStart: Int64

    /// Four in the morning, in microseconds since midnight.
    private static let usualDayStart: Int64 = 4 * 3_600_000_000

    /// Reads and checks the fields.
    ///
    /// - Throws: INVALID at the field at fault.
    init<Code>(_ input: MutationInput<Code>) throws(MutationFailure<Code>) {
        name = try input.requiredText("name", 1...200)
        slug = try input.slug("slug")
        legalName = try input.text("legalName", 1...300)
        phone = try input.phone("phone")
        address = try input.address("address")
        pricesIncludeTax = input.bool("pricesIncludeTax") ?? true
        businessDayStart = input.timeOfDay("businessDayStart") ?? Self.usualDayStart
        let preset = input.choice("preset", BranchPreset.self)
        guard let timezone = try input.timezone("timezone") ?? preset?.timezone else {
            throw input.refusal(.invalid, "timezone", "Give a time zone, or a preset that has one.")
        }
        guard let currency = input.string("currency") ?? preset?.currency else {
            throw input.refusal(.invalid, "currency", "Give a currency, or a preset that has one.")
        }
        self.timezone = timezone
        self.currency = currency
    }

    /// The statement that stores the branch.
    ///
    /// Its public code is the slug and enough digits that no two branches of the world share one.
    func insert(
        _ id: UUIDBytes, of tenant: ParameterValue, by writer: ParameterValue
    ) -> BoundStatement {
        var generator = SystemRandomNumberGenerator()
        var digits: [UInt8] = []
        Base32.encode(high: generator.next(), low: generator.next()) { digits.append($0) }
        let code = "\(slug.prefix(50))-\(String(decoding: digits.suffix(8), as: UTF8.self))"
        return Self.statement.bind(
            .uuid(id), tenant, .text(name), legalName.map { .text($0) } ?? .null, .text(slug), .text(code),
            .json(address), phone.map { .text($0) } ?? .null, .text(timezone), .text(currency),
            .bool(pricesIncludeTax), .int64(businessDayStart), writer)
    }

    /// The table's unique keys and that of `lookup_keys` decide on slug and code.
    private static let statement = Statement(
        "BranchDetails.insert",
        """
        INSERT INTO branches (id, organization_id, name, legal_name, slug, public_code, address, phone,
          timezone, currency, prices_include_tax, business_day_start, default_locale, created_by, updated_by)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, o.default_locale, $13, $13
        FROM organizations AS o WHERE o.organization_id = $2
        """,
        parameters: [
            .uuid, .uuid, .text, .text, .text, .text, .jsonb, .text, .text, .text, .bool, .time, .uuid,
        ])
}

extension MutationInput {
    /// A name in URLs, which must be given.
    func slug(_ name: String) throws(MutationFailure<Code>) -> String {
        guard let slug = string(name), Slug.isLegal(slug) else {
            throw refusal(.invalid, name, "A slug is 2 to 63 of a-z and 0-9, with single hyphens inside.")
        }
        return slug
    }

    /// A telephone number in the form of E.164; nil when absent or null.
    func phone(_ name: String) throws(MutationFailure<Code>) -> String? {
        guard let phone = string(name) else { return nil }
        let digits = phone.utf8.dropFirst()
        guard phone.utf8.first == UInt8(ascii: "+"), (7...15).contains(digits.count),
            digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw refusal(.invalid, name, "A phone number is + and 7 to 15 digits: +51987654321.") }
        return phone
    }

    /// The IANA name of a time zone; nil when absent or null.
    func timezone(_ name: String) throws(MutationFailure<Code>) -> String? {
        guard let timezone = string(name) else { return nil }
        // The list of known names lacks some that are in use, Asia/Kolkata among them: looked up instead.
        guard timezone.contains("/"), timezone.utf8.count <= 64, TimeZone(identifier: timezone) != nil else {
            throw refusal(.invalid, name, "A time zone is an IANA name such as America/Lima.")
        }
        return timezone
    }

    /// A time of day in microseconds since midnight; nil when absent or null.
    func timeOfDay(_ name: String) -> Int64? {
        string(name).flatMap { TimeOfDay(iso8601: $0) }?.microseconds
    }

    /// A postal address as the JSON object that is stored; an empty one when absent or null.
    func address(_ name: String) throws(MutationFailure<Code>) -> String {
        let address = object(name)
        var parts: [String: String] = [:]
        for part in ["line1", "line2", "district", "city", "region", "postalCode"] {
            parts[part] = try address.text(part, 1...200)
        }
        if let country = address.string("country") {
            guard country.utf8.count == 2,
                country.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
            else { throw address.refusal(.invalid, "country", "A country is two capital letters: PE.") }
            parts["country"] = country
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(parts) else {
            throw refusal(.invalid, name, "The address can not be stored.")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
