/// Which `@defer` and `@stream` a service follows; it may answer the rest with the initial result.
///
/// Reading one more row's columns costs next to nothing here, one more round of loads costs a round trip. So
/// the usual flush holds whatever needs no further round.
public enum DeferralPolicy: Sendable {
    /// Those whose fields bring loads of their own, which the initial result then does not wait for.
    case furtherRounds
    /// All of them, as clients may expect that test their handling of payloads.
    case always
}
