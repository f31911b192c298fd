internal import DataLoader
internal import Domain
internal import Postgres

extension OrderSource {
    /// By what way somebody's orders come.
    init(_ caller: TenantCaller) {
        self =
            switch caller.role {
            case "WAITER": .waiterApp
            case "INTEGRATOR": .integration
            case "CUSTOMER", "PUBLIC": caller.claims["session"] == nil ? .online : .customerQR
            default: .pos
            }
    }
}

extension Quote {
    /// What is to be paid; 0 for what has no price.
    var totalMinor: Int64 { priced?.totalMinor ?? 0 }

    /// The total is the one that the input expects, if it expects one, or whatever it is now is accepted.
    func requireTotal<Code: LineRejectionCode>(
        _ input: MutationInput<Code>
    ) throws(MutationFailure<Code>) {
        guard let expected = input.int("expectedTotal"), expected != totalMinor,
            input.bool("acceptChanges") != true
        else { return }
        throw .refused(.totalChanged, "expectedTotal", "The total is \(totalMinor) now.")
    }
}
