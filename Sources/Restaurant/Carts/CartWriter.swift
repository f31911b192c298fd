internal import DataLoader
internal import Domain
internal import Postgres

extension MutationSession<CartErrorCode> {
    /// Stores what became of a cart's lines, with the prices that its guests see now: two packets, a constant
    /// number of statements.
    ///
    /// - Parameter isStrict: whether a problem of a line that comes in or changes refuses all of it; one of
    ///   a line that was there never does.
    /// - Returns: what the cart costs now.
    @discardableResult
    func store(
        _ contents: CartContents, in cart: StoredCart, moment: Int64, isStrict: Bool = true
    ) async throws(CartFailure) -> Quote {
        var contents = contents
        let quote = try await quote(
            contents.lines.map(\.request), type: cart.type, in: cart.branch, at: "cartId", moment: moment,
            coupons: cart.coupons, rewards: cart.rewards)
        for (line, stored) in zip(quote.lines, contents.lines) where stored.origin != .stored {
            guard isStrict, let problem = line.problems.first else { continue }
            throw .rejected(problem.rejection(at: line.request.place))
        }
        contents.note(quote)
        _ = try await run(CartRows(contents, moment: moment).statements(cart, quote, tenant))
        transaction.tell(CartEvent.changed(cart.id, in: cart.branch, .open))
        return quote
    }
}

/// What is told of carts.
enum CartEvent {
    /// A cart came to be, changed, or is over.
    static func changed(
        _ cart: UUIDBytes, in branch: UUIDBytes, _ status: CartLifecycle.State
    ) -> BranchEvent {
        BranchEvent(
            branch: branch, type: "cart.changed", entityKind: EntityKind.cart.rawValue, entity: cart,
            payload: ["status": status.rawValue])
    }
}

/// The rows of a cart's changed lines, ready to be stored at once.
private struct CartRows {
    private let contents: CartContents
    private let moment: Int64
    private var choices: [Choice] = []

    private struct Choice {
        let id: UUIDBytes
        let line: UUIDBytes
        let parent: UUIDBytes?
        let choice: MenuChoice<UUIDBytes>
        let position: Int64
    }

    init(_ contents: CartContents, moment: Int64) {
        self.contents = contents
        self.moment = moment
        for line in contents.lines where line.origin == .new {
            var position: Int64 = 0
            append(line.request.choices, of: line.id, below: nil, &position)
        }
    }

    private mutating func append(
        _ list: [MenuChoice<UUIDBytes>], of line: UUIDBytes, below parent: UUIDBytes?,
        _ position: inout Int64
    ) {
        for choice in list {
            let id = UUIDBytes.version7(unixSeconds: moment)
            choices.append(
                Choice(id: id, line: line, parent: parent, choice: choice, position: position))
            position += 1
            append(choice.choices, of: line, below: id, &position)
        }
    }

    /// Five at most.
    func statements(
        _ cart: StoredCart, _ quote: Quote, _ tenant: ParameterValue
    ) -> [BoundStatement] {
        let owner = [tenant, .uuid(cart.id)]
        let new = contents.lines.filter { $0.origin == .new }
        let resized = contents.lines.filter { $0.origin == .resized }
        var statements: [BoundStatement] = []
        if !contents.removed.isEmpty {
            statements.append(
                BoundStatement(CartStatements.remove, owner + [contents.removed.parameter]))
        }
        if !resized.isEmpty {
            statements.append(
                BoundStatement(
                    CartStatements.resize,
                    owner + [
                        resized.map(\.id).parameter,
                        resized.map(\.request.quantity.tenThousandths).parameter,
                        resized.map(\.quotedMinor).parameter,
                    ]))
        }
        if !new.isEmpty {
            statements.append(BoundStatement(CartStatements.insert, owner + columns(new)))
        }
        if !choices.isEmpty {
            statements.append(BoundStatement(CartStatements.insertChoices, [tenant] + choiceColumns))
        }
        let total = quote.priced.map { ParameterValue.int64($0.totalMinor) } ?? .null
        return statements + [BoundStatement(CartStatements.touch, owner + [total])]
    }

    private func columns(_ lines: [CartContents.Line]) -> [ParameterValue] {
        let requests = lines.map(\.request)
        return [
            lines.map(\.id).parameter, requests.map(\.item).parameter,
            requests.map(\.quantity.tenThousandths).parameter, requests.map(\.instructions).parameter,
            requests.map(\.guest).parameter, requests.map(\.course).parameter,
            lines.map(\.position).parameter, lines.map { Self.hexadecimal($0.configuration) }.parameter,
            lines.map(\.quotedMinor).parameter,
        ]
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private var choiceColumns: [ParameterValue] {
        [
            choices.map(\.id).parameter, choices.map(\.line).parameter, choices.map(\.parent).parameter,
            choices.map(\.choice.group).parameter, choices.map(\.choice.modifier).parameter,
            choices.map { Int64($0.choice.quantity) }.parameter, choices.map(\.position).parameter,
        ]
    }
}
