public import GraphQLExecution

/// Reads the conditions of row rules: SQL over the row `t`, with the caller's claims as `:name`.
public enum RowRuleSQL {
    /// What is wrong with a rule; nil if loaders can use it. Whether the columns exist the database knows.
    public static func problem(with rule: RowRule) -> String? {
        do throws(RowRuleProblem) {
            _ = try parse(rule)
            return nil
        } catch {
            return error.message
        }
    }

    /// The condition; nil for a rule with a problem.
    static func template(_ rule: RowRule) -> SQLTemplate? { try? parse(rule) }

    private static func parse(_ rule: RowRule) throws(RowRuleProblem) -> SQLTemplate {
        var reader = RowRuleReader(rule.condition)
        var template: SQLTemplate = ""
        while let token = try reader.next() {
            switch token {
            case .text(let text): template.pieces.append(.text(text))
            case .claim(let name):
                guard let claim = rule.claims.first(where: { $0.name == name }) else {
                    throw RowRuleProblem(message: "unknown claim \(name)")
                }
                guard let type = ClaimType(claim.type) else {
                    throw RowRuleProblem(message: "claim \(name) has a type that no claim can have")
                }
                template.pieces.append(.parameter(.claim(name, type)))
            }
        }
        return template
    }
}

/// Why a condition can't be used.
struct RowRuleProblem: Error {
    let message: String
}

/// Cuts a condition into SQL and claims.
private struct RowRuleReader {
    enum Token {
        case text(String)
        case claim(String)
    }

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ condition: String) {
        bytes = Array(condition.utf8)
    }

    mutating func next() throws(RowRuleProblem) -> Token? {
        guard position < bytes.count else {
            if depth != 0 { throw RowRuleProblem(message: "a parenthesis is not closed") }
            return nil
        }
        if isClaim(at: position) {
            let end = bytes[(position + 1)...].firstIndex { !Self.isNamePart($0) } ?? bytes.count
            defer { position = end }
            return .claim(String(decoding: bytes[position + 1..<end], as: UTF8.self))
        }
        let start = position
        while position < bytes.count, !isClaim(at: position) { try skip() }
        return .text(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// A colon before a letter; `::` is a cast.
    private func isClaim(at index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: ":"), index + 1 < bytes.count,
            Self.isNamePart(bytes[index + 1])
        else { return false }
        return index == 0 || bytes[index - 1] != UInt8(ascii: ":")
    }

    /// Passes one byte of SQL, or a quoted text whole: what could end the condition early is refused.
    private mutating func skip() throws(RowRuleProblem) {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            guard let end = bytes[(position + 1)...].firstIndex(of: byte) else {
                throw RowRuleProblem(message: "a quote is not closed")
            }
            guard !bytes[position..<end].contains(where: { $0 == UInt8(ascii: "\\") || $0 == 0 }) else {
                throw RowRuleProblem(message: "a quoted text has no backslash or zero byte")
            }
            position = end
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"):
            depth -= 1
            if depth < 0 { throw RowRuleProblem(message: "a parenthesis closes nothing") }
        case UInt8(ascii: ";"), UInt8(ascii: "$"), UInt8(ascii: "\\"), 0:
            throw RowRuleProblem(message: "a condition has no semicolon, dollar, backslash or zero byte")
        case UInt8(ascii: "-"), UInt8(ascii: "/"):
            let follower = position + 1 < bytes.count ? bytes[position + 1] : 0
            if follower == byte || follower == UInt8(ascii: "*") {
                throw RowRuleProblem(message: "a condition has no comments")
            }
        default: break
        }
        position += 1
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
