import Domain

/// A menu as an import file describes it, checked in itself: amounts are exact, references lead somewhere,
/// groups form no circle. Whether tax classes and branches exist is known only to the database.
struct MenuDocument: Sendable {
    var name: String
    var kind: String
    var currency: Currency
    var isPublished: Bool
    var translations: [TranslatedText]
    var schedules: [Schedule]
    var categories: [Category]
    var groups: [Group]
    var branches: [BranchSection]

    /// A text in another language.
    struct TranslatedText: Sendable {
        var locale: String
        var field: String
        var value: String
    }

    /// A window of the week, as `menu_schedules` keeps it.
    struct Schedule: Sendable {
        var weekdayMask: Int
        var startsAt: String?
        var endsAt: String?
        var validFrom: String?
        var validTo: String?
    }

    struct Category: Sendable {
        var position: TextPosition
        var name: String
        var description: String?
        var translations: [TranslatedText]
        var schedules: [Schedule]
        var items: [Item]
        var categories: [Category]
    }

    struct Item: Sendable {
        var position: TextPosition
        var name: String
        var description: String?
        var sku: String?
        var priceMinor: Int64
        var taxClass: String?
        var prepMinutes: Int?
        var station: String?
        var allergens: [String]
        var dietaryTags: [String]
        var spiceLevel: Int
        var groups: [GroupUse]
        var translations: [TranslatedText]
        var schedules: [Schedule]
    }

    /// A group that an item asks, with the item's own limits.
    struct GroupUse: Sendable {
        var code: String
        var min: Int?
        var max: Int?
    }

    struct Group: Sendable {
        var position: TextPosition
        var code: String
        var name: String
        var description: String?
        var min: Int
        var max: Int?
        var freeQuantity: Int
        var allowQuantity: Bool
        var perOptionMax: Int?
        var modifiers: [Modifier]
        var translations: [TranslatedText]
    }

    struct Modifier: Sendable {
        var position: TextPosition
        var name: String
        var priceDeltaMinor: Int64
        var isDefault: Bool
        var defaultQuantity: Int
        var kitchenName: String?
        var allergens: [String]
        var childGroups: [String]
        var translations: [TranslatedText]
    }

    /// What one branch does otherwise.
    struct BranchSection: Sendable {
        var position: TextPosition
        var slug: String
        var overrides: [Override]
        var soldOut: [SoldOut]
    }

    /// An item by its SKU, or a modifier by its group's key and its name.
    enum Subject: Sendable, Hashable {
        case item(sku: String)
        case modifier(group: String, name: String)
    }

    struct Override: Sendable {
        var subject: Subject
        var priceMinor: Int64?
        var isAvailable: Bool?
        var isHidden: Bool
    }

    struct SoldOut: Sendable {
        var subject: Subject
        var until: String?
        var reason: String?
        var remainingQuantity: String?
    }
}

extension MenuDocument {
    /// All items of the tree.
    var items: [Item] {
        func items(of categories: [Category]) -> [Item] {
            categories.flatMap { $0.items + items(of: $0.categories) }
        }
        return items(of: categories)
    }
}

/// Words that the tables' checks allow.
enum MenuVocabulary {
    static let kinds = ["MAIN", "BREAKFAST", "LUNCH", "DINNER", "DRINKS", "DESSERTS", "KIDS", "CATERING"]
    static let allergens = [
        "CELERY", "CRUSTACEANS", "EGGS", "FISH", "GLUTEN", "LUPIN", "MILK", "MOLLUSCS", "MUSTARD", "NUTS",
        "PEANUTS",
        "SESAME", "SOYBEANS", "SULPHITES",
    ]
    static let dietaryTags = [
        "VEGAN", "VEGETARIAN", "JAIN", "HALAL", "KOSHER", "GLUTEN_FREE", "DAIRY_FREE", "NUT_FREE", "EGG_FREE",
        "ALCOHOL",
    ]
    /// In the order of the mask's bits.
    static let weekdays = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
    static let priceMinorMax: Int64 = 1_000_000_000_000
}
