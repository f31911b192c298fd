import Domain
import Postgres

/// The rows of an organization file. Identifiers follow from names, so that every machine has the same ones.
struct OrganizationRows {
    let id: UUIDBytes
    private(set) var organizations: [ImportRow] = []
    private(set) var taxClasses: [ImportRow] = []
    private(set) var taxRates: [ImportRow] = []
    private(set) var branches: [ImportRow] = []
    private(set) var spaces: [ImportRow] = []
    private(set) var tables: [ImportRow] = []
    /// The branches by slug.
    private(set) var branchIDs: [String: UUIDBytes] = [:]
    private let identifiers: ImportIdentifiers

    init(_ document: OrganizationDocument, identifiers: ImportIdentifiers) {
        self.identifiers = identifiers
        id = identifiers.make("organization")
        organizations.append([
            "id": .uuid(id), "name": .text(document.name), "slug": .text(document.slug),
            "plan": .text(document.plan), "legal_name": ImportValue(document.legalName),
            "tax_id": ImportValue(document.taxID), "default_locale": .text(document.defaultLocale),
        ])
        for taxClass in document.taxClasses { add(taxClass) }
        for branch in document.branches { add(branch) }
    }

    private mutating func add(_ taxClass: OrganizationDocument.TaxClass) {
        let path = "tax_classes/\(taxClass.code)"
        let classID = identifiers.make(path)
        taxClasses.append(["id": .uuid(classID), "code": .text(taxClass.code), "name": .text(taxClass.name)])
        for rate in taxClass.rates {
            taxRates.append([
                "id": .uuid(identifiers.make("\(path)/\(rate.component)/\(rate.validFrom)")),
                "tax_class_id": .uuid(classID), "component": .text(rate.component),
                "rate_bps": ImportValue(rate.basisPoints), "valid_from": .text(rate.validFrom),
                "valid_to": ImportValue(rate.validTo),
            ])
        }
    }

    private mutating func add(_ branch: OrganizationDocument.Branch) {
        let path = "branches/\(branch.slug)"
        let branchID = identifiers.make(path)
        branchIDs[branch.slug] = branchID
        branches.append([
            "id": .uuid(branchID), "name": .text(branch.name), "legal_name": ImportValue(branch.legalName),
            "slug": .text(branch.slug), "public_code": .text(branch.publicCode),
            "address": .object(branch.address),
            "phone": ImportValue(branch.phone), "timezone": .text(branch.timezone),
            "currency": .text(branch.currency), "prices_include_tax": .bool(branch.pricesIncludeTax),
            "business_day_start": .text(branch.businessDayStart),
            "default_locale": .text(branch.defaultLocale),
        ])
        for (position, space) in branch.spaces.enumerated() {
            let spaceID = identifiers.make("\(path)/spaces/\(space.name)")
            spaces.append([
                "id": .uuid(spaceID), "branch_id": .uuid(branchID), "name": .text(space.name),
                "floor_number": ImportValue(space.floorNumber), "position": ImportValue(position),
            ])
            for table in space.tables { add(table, space: spaceID, branch: branchID, path: path) }
        }
    }

    /// The QR token follows from the name too: it is a demonstration, and the link on the screen stays the
    /// same.
    private mutating func add(
        _ table: OrganizationDocument.Table, space: UUIDBytes, branch: UUIDBytes, path: String
    ) {
        let tableID = identifiers.make("\(path)/tables/\(table.label)")
        tables.append([
            "id": .uuid(tableID), "branch_id": .uuid(branch), "space_id": .uuid(space),
            "label": .text(table.label),
            "sort_key": .text(TableSortKey.make(table.label)), "capacity": ImportValue(table.capacity),
            "qr_token": .text("demo-\(tableID)"), "short_code": .text(table.label.uppercased()),
            "shape": .text(table.shape), "x": ImportValue(table.x), "y": ImportValue(table.y),
        ])
    }
}

/// The tables that an organization file fills.
extension ImportTable {
    static let organizations = ImportTable(
        "organizations",
        "id uuid, name text, slug text, plan text, legal_name text, tax_id text, default_locale text")
    static let taxClasses = ImportTable("tax_classes", "id uuid, code text, name text")
    static let taxRates = ImportTable(
        "tax_rates",
        "id uuid, tax_class_id uuid, component text, rate_bps integer, valid_from date, valid_to date",
        hasVersion: false)
    static let branches = ImportTable(
        "branches",
        """
        id uuid, name text, legal_name text, slug text, public_code text, address jsonb, phone text,
        timezone text,
        currency text, prices_include_tax boolean, business_day_start time, default_locale text
        """)
    static let spaces = ImportTable(
        "spaces", "id uuid, branch_id uuid, name text, floor_number integer, position integer")
    static let tables = ImportTable(
        "tables",
        """
        id uuid, branch_id uuid, space_id uuid, label text, sort_key text, capacity integer, qr_token text,
        short_code text, shape text, x integer, y integer
        """)
}
