/// An organization with its branches, floor and taxes, as a file of the demonstration data describes it.
struct OrganizationDocument: Sendable {
    static let formatName = "comanda-organization/1"

    /// A menu file beside this one, and the branch that it is imported for.
    struct MenuReference: Sendable {
        var file: String
        var branch: String
    }

    var slug: String
    var name: String
    var legalName: String?
    var taxID: String?
    var plan: String
    var defaultLocale: String
    var taxClasses: [TaxClass]
    var branches: [Branch]
    var menus: [MenuReference]

    struct TaxClass: Sendable {
        var code: String
        var name: String
        var rates: [TaxRate]
    }

    struct TaxRate: Sendable {
        var component: String
        var basisPoints: Int
        var validFrom: String
        var validTo: String?
    }

    struct Branch: Sendable {
        var slug: String
        var name: String
        var publicCode: String
        var legalName: String?
        var phone: String?
        var timezone: String
        var currency: String
        var pricesIncludeTax: Bool
        var businessDayStart: String
        var defaultLocale: String
        var address: [String: String]
        var spaces: [Space]
    }

    struct Space: Sendable {
        var name: String
        var floorNumber: Int
        var tables: [Table]
    }

    struct Table: Sendable {
        var label: String
        var capacity: Int
        var shape: String
        var x: Int?
        var y: Int?
    }
}

extension OrganizationDocument {
    /// Reads a document, noting every problem.
    init(_ node: JSONNode, problems: ProblemList) {
        let root = ObjectReader(node, path: "", problems: problems)
        _ = root.choice("format", [Self.formatName])
        let organization = root.object("organization") ?? ObjectReader(node, path: "", problems: problems)
        slug = organization.requiredText("slug", lengthMax: 63)
        name = organization.requiredText("name", lengthMax: 200)
        legalName = organization.text("legalName", lengthMax: 300)
        taxID = organization.text("taxId", lengthMax: 40)
        plan = organization.choice("plan", ["FREE", "STARTER", "PRO", "ENTERPRISE"]) ?? "FREE"
        defaultLocale = organization.text("defaultLocale", lengthMax: 12) ?? "en"
        organization.finish()
        taxClasses = root.objects("taxClasses", countMax: 50).map(TaxClass.init)
        branches = root.objects("branches", countMax: 100).map(Branch.init)
        menus = root.objects("menus", countMax: 20).map { reader in
            let reference = MenuReference(
                file: reader.requiredText("file", lengthMax: 200),
                branch: reader.requiredText("branch", lengthMax: 63))
            reader.finish()
            return reference
        }
        root.finish()
    }
}

extension OrganizationDocument.TaxClass {
    init(_ reader: ObjectReader) {
        code = reader.requiredText("code", lengthMax: 40)
        name = reader.requiredText("name", lengthMax: 100)
        rates = reader.objects("rates", countMax: 100).map { rate in
            let parsed = OrganizationDocument.TaxRate(
                component: rate.requiredText("component", lengthMax: 40),
                basisPoints: rate.integer("basisPoints", 0...10_000) ?? 0,
                validFrom: rate.requiredText("validFrom", lengthMax: 10),
                validTo: rate.text("validTo", lengthMax: 10))
            rate.finish()
            return parsed
        }
        reader.finish()
    }
}

extension OrganizationDocument.Branch {
    init(_ reader: ObjectReader) {
        slug = reader.requiredText("slug", lengthMax: 63)
        name = reader.requiredText("name", lengthMax: 200)
        publicCode = reader.requiredText("publicCode", lengthMax: 63)
        legalName = reader.text("legalName", lengthMax: 300)
        phone = reader.text("phone", lengthMax: 16)
        timezone = reader.requiredText("timezone", lengthMax: 64)
        currency = reader.requiredText("currency", lengthMax: 3)
        pricesIncludeTax = reader.bool("pricesIncludeTax") ?? true
        businessDayStart = reader.text("businessDayStart", lengthMax: 8) ?? "04:00"
        defaultLocale = reader.text("defaultLocale", lengthMax: 12) ?? "en"
        address = [:]
        if let address = reader.object("address") {
            for line in ["line1", "line2", "district", "city", "region", "postalCode", "country"] {
                self.address[line] = address.text(line, lengthMax: 200)
            }
            address.finish()
        }
        spaces = reader.objects("spaces", countMax: 50).map(OrganizationDocument.Space.init)
        reader.finish()
    }
}

extension OrganizationDocument.Space {
    init(_ reader: ObjectReader) {
        name = reader.requiredText("name", lengthMax: 100)
        floorNumber = reader.integer("floorNumber", -10...200) ?? 0
        tables = reader.objects("tables", countMax: 500).map { table in
            let parsed = OrganizationDocument.Table(
                label: table.requiredText("label", lengthMax: 40),
                capacity: table.integer("capacity", 1...1000) ?? 1,
                shape: table.choice("shape", ["SQUARE", "RECTANGLE", "ROUND", "BAR"]) ?? "SQUARE",
                x: table.integer("x", 0...100_000), y: table.integer("y", 0...100_000))
            table.finish()
            return parsed
        }
        reader.finish()
    }
}
