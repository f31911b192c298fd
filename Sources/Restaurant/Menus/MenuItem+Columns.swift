internal import DataLoader
internal import Postgres

extension MenuItem {
    /// Columns of `menu_items`, and what translations, overrides, blocks and schedules make of them.
    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch", at: 1, "k.branch_id")
        static let categoryID = Column<UUIDBytes>("category_id", at: 2)
        static let name = Column<String>(
            "name", at: 3, Translation.text("name"))
        static let description = Column<String?>(
            "description", at: 4, Translation.text("description"))
        static let sku = Column<String?>("sku", at: 5)
        static let priceMinor = Column<Int64>(
            "price", at: 6, "coalesce(o.price_minor, t.price_minor)", joins: [override])
        static let basePriceMinor = Column<Int64>("price_minor", at: 7)
        static let currency = Column<String>("currency", at: 8)
        static let station = Column<String?>("station", at: 9)
        static let position = Column<Int32>("position", at: 10)
        static let prepMinutes = Column<Int32?>("prep_minutes", at: 11)
        static let allergens = Column<TextList>("allergens", at: 12)
        static let dietaryTags = Column<TextList>("dietary_tags", at: 13)
        static let spiceLevel = Column<Int32>("spice_level", at: 14)
        static let taxClassID = Column<UUIDBytes?>("tax_class_id", at: 15)
        static let imageURL = Column<String?>("image_url", at: 16, "i.url", joins: [Image.join])
        static let imageAltText = Column<String?>("image_alt", at: 17, "i.alt", joins: [Image.join])
        static let isAvailable = Column<Bool>(
            "is_available", at: 18,
            "(\(Availability.isSold) AND \(Availability.isOpen("t.id, t.category_id, t.menu_id")))",
            joins: [override, block, Availability.schedules])
        static let blockID = Column<UUIDBytes?>("block_id", at: 19, "b.id", joins: [block])
        static let blockReason = Column<String?>("block_reason", at: 20, "b.reason", joins: [block])
        static let blockUntil = Column<Instant?>("block_until", at: 21, "b.until", joins: [block])
        static let blockRemaining = Column<String?>(
            "block_remaining", at: 22, "trim_scale(b.remaining_quantity)::text", joins: [block])
        static let overrideID = Column<UUIDBytes?>("override_id", at: 23, "o.id", joins: [override])
        static let overridePriceMinor = Column<Int64?>(
            "override_price", at: 24, "o.price_minor", joins: [override])
        static let overrideIsAvailable = Column<Bool?>(
            "override_is_available", at: 25, "o.is_available", joins: [override])
        static let overrideIsHidden = Column<Bool?>(
            "override_is_hidden", at: 26, "o.is_hidden", joins: [override])
        static let version = Column<Int32>("version", at: 27)
        static let imageID = Column<UUIDBytes?>("image_id", at: 28)
        static let imageFile = Column<String?>("image_file", at: 29, "i.file_name", joins: [Image.join])

        static let all =
            columnList(
                id, branchID, categoryID, name, description, sku, priceMinor, basePriceMinor, currency,
                station,
                position, prepMinutes, allergens, dietaryTags, spiceLevel, taxClassID)
            + columnList(
                imageURL, imageAltText, isAvailable, blockID, blockReason, blockUntil, blockRemaining,
                overrideID,
                overridePriceMinor, overrideIsAvailable, overrideIsHidden, version, imageID,
                imageFile)

        private static let override = Availability.overrides(of: "item_id")
        private static let block = Availability.blocks(of: "item_id")
    }
}
