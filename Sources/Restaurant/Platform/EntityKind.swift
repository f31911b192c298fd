internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
public import Postgres

/// What global IDs can name; the raw value is the TypeID's prefix.
public enum EntityKind: String, Sendable, CaseIterable {
    case user
    case organization = "org"
    case member
    case invitation = "invite"
    case apiKey = "apikey"
    case shift
    case branch
    case space
    case table
    case tableSession = "session"
    case sessionGuest = "guest"
    case serviceRequest = "request"
    case reservation
    case menu
    case category
    case item
    case group
    case modifier
    case taxClass = "taxclass"
    case menuSchedule = "schedule"
    case image
    case upload
    case cart
    case cartLine = "cartline"
    case cartChoice = "cartchoice"
    case order
    case orderLine = "line"
    case lineModifier = "linemodifier"
    case orderDiscount = "discount"
    case coupon
    case couponRedemption = "redemption"
    case orderCheck = "check"
    case orderCharge = "charge"
    case voidReason = "reason"
    case station
    case kitchenTicket = "ticket"
    case ticketLine = "ticketline"
    case kitchenAlert = "alert"
    case payment
    case refund
    case cashSession = "cashsession"
    case cashMovement = "cashmovement"
    case customer
    case loyaltyProgram = "program"
    case loyaltyTier = "tier"
    case loyaltyAccount = "points"
    case loyaltyEntry = "entry"
    case reward
    case auditEntry = "audit"

    /// The UUID of an ID of this kind; nil for any other text.
    public func uuid(_ id: String) -> UUIDBytes? {
        guard let parsed = Domain.TypeID(id), parsed.prefix == rawValue else { return nil }
        return UUIDBytes(high: parsed.high, low: parsed.low)
    }

    /// The ID of a UUID.
    public func id(_ uuid: UUIDBytes) -> String {
        // Prefixes are constants of this enum and legal, which a test checks; nothing else can fail.
        Domain.TypeID(prefix: rawValue, high: uuid.high, low: uuid.low)?.description ?? ""
    }

    /// A `uuid` cell as an ID, written without an intermediate string.
    var wireForm: WireForm {
        let prefix = Array("\"\(rawValue)_".utf8)
        return .custom { cell, buffer in
            guard let uuid = UUIDBytes(cell: cell) else { return false }
            buffer.append(prefix)
            Base32.encode(high: uuid.high, low: uuid.low) { buffer.append($0) }
            buffer.append(UInt8(ascii: "\""))
            return true
        }
    }
}

extension KeyPart {
    /// An ID argument as a key; an ID of another kind names no row.
    static func id(_ argument: String, _ kind: EntityKind) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let id) = value else { return nil }
            return kind.uuid(id)?.bytes
        }
    }
}
