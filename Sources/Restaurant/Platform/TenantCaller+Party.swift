internal import DataLoader
internal import Domain
internal import Postgres

extension TenantCaller {
    /// As whom the state tables know the caller. A program acts as those who serve: its scopes say whether it
    /// reaches a mutation at all.
    var actingParty: ActingParty {
        if let member = MemberRole(rawValue: role) { return ActingParty(member) }
        return switch role {
        case "SUPER_ADMIN": .administrator
        case "INTEGRATOR": .waiter
        default: .guest
        }
    }

    /// The session at a table in which a guest sits; nil for everybody else.
    var tableSession: UUIDBytes? {
        if case .id(let session)? = claims["session"] { session } else { nil }
    }

    /// The customer whose account a guest ordered with; nil for everybody else.
    var customer: UUIDBytes? {
        if case .id(let customer)? = claims["customer"] { customer } else { nil }
    }

    /// The guest's own row in that session.
    var sessionGuest: UUIDBytes? {
        if case .id(let guest)? = claims["guest"] { guest } else { nil }
    }
}
