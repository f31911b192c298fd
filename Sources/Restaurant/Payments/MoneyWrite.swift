internal import Domain
internal import GraphQLSchema
internal import Postgres

/// Makes mutations that move money: none of them is carried out twice, and none keeps the number of a card.
enum MoneyWrite {
    /// A mutation whose input must have an `idempotencyKey`.
    ///
    /// - Parameters:
    ///   - keyCount: columns of the payload's row.
    ///   - constraints: refusals by the constraint that enforces them when two writers race.
    ///   - body: checks and writes, and returns the payload's keys.
    static func make(
        keyCount: Int, constraints: [String: Rejection<PaymentErrorCode>] = [:],
        _ body: @escaping PaymentMutation.Body
    ) -> MutationMaker {
        PaymentMutation.makeRepeatable(
            keyCount: keyCount, constraints: constraints, needsKey: true, cardRefusal: .cardDataRefused,
            lifetime: RepeatableRequest.moneyLifetime
        ) { (input, session) throws(PaymentFailure) in
            try check(input)
            return try await body(input, session)
        }
    }

    /// - Throws: CARD_DATA_REFUSED.
    private static func check(_ input: PaymentInput) throws(PaymentFailure) {
        let texts = input.without([RepeatableRequest.field])
        guard let place = cardNumber(in: texts, at: input.place) else { return }
        throw .rejected(
            Rejection(.cardDataRefused, at: place, "This looks like the number of a card: it is not kept."))
    }

    /// Where a text of the input holds the number of a card.
    ///
    /// What machines make is not searched: of the UUIDs some hold digits in a row that pass for one.
    private static func cardNumber(in value: InputValue, at place: [String]) -> [String]? {
        switch value {
        case .string(let text):
            let isMade = Domain.TypeID(text) != nil || UUIDBytes(text: text) != nil
            return CardNumber.isPresent(in: text) && !isMade ? place : nil
        case .list(let values):
            return values.enumerated().lazy
                .compactMap { cardNumber(in: $0.element, at: place + [String($0.offset)]) }.first
        case .object(let fields):
            return fields.lazy.compactMap { cardNumber(in: $0.value, at: place + [$0.name]) }.first
        default: return nil
        }
    }
}
