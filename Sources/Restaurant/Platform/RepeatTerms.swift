internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// How a mutation's requests are known again when they come twice.
struct RepeatTerms<Code: RejectionCode> {
    /// How long a key is, in characters: one that is shorter is likely to come twice by chance.
    static var keyLengths: ClosedRange<Int> { 16...255 }

    /// Refuses a key that came with another input.
    let reused: Code
    /// Refuses a key that is the number of a card, which nothing here keeps.
    let cardRefusal: Code
    /// Whether a request without a key is refused as a whole.
    let needsKey: Bool
    /// For how many seconds an answer is kept.
    let lifetime: Int64

    /// The request under its key, which stands in the input or came beside the document; nil without one.
    ///
    /// - Throws: IDEMPOTENCY_KEY_REQUIRED for the whole request; INVALID for a key of another length, and for
    ///   two that differ.
    func request(
        _ input: MutationInput<Code>, of mutation: String, for caller: TenantCaller, _ values: RequestValues
    ) throws(MutationFailure<Code>) -> RepeatableRequest? {
        let field = RepeatableRequest.field
        let own = input.string(field)
        guard let key = own ?? values.idempotencyKey else {
            guard needsKey else { return nil }
            throw .stopped(.idempotencyKeyRequired)
        }
        guard values.idempotencyKey == nil || values.idempotencyKey == key else {
            throw input.refusal(.invalid, field, "The header Idempotency-Key names another key.")
        }
        let lengths = Self.keyLengths
        guard lengths.contains(key.unicodeScalars.count) else {
            throw input.refusal(
                .invalid, field, "A key has \(lengths.lowerBound) to \(lengths.upperBound) characters.")
        }
        // Some UUIDs are nothing but digits.
        guard !CardNumber.isAll(of: key) || UUIDBytes(text: key) != nil else {
            throw input.refusal(
                cardRefusal, field, "This looks like the number of a card: it is not kept.")
        }
        return RepeatableRequest(
            key, input.without([field]), of: mutation, for: caller, values, lifetime: lifetime)
    }
}
