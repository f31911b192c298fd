internal import Postgres

/// Heads of chains as they once were, kept where whoever can write the database cannot.
///
/// A line each: organization, chain, sequence and hash, apart by a space. Lines that begin with `#` are
/// remarks.
public struct SavedHeads: Sendable, Equatable {
    /// The heads by chain.
    public private(set) var heads: [AuditChain: [AuditHead]] = [:]

    /// None.
    public init() {}

    /// A line that is no head.
    public struct Malformed: Error, Sendable, Equatable {
        /// Its number, from 1.
        public let line: Int

        /// The n-th line.
        public init(line: Int) {
            self.line = line
        }
    }

    /// Reads a file's text.
    ///
    /// - Throws: the first line that is no head.
    public init(_ text: String) throws(Malformed) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let words = line.split(separator: " ")
            guard words.count == 4, let organization = UUIDBytes(text: words[0]),
                let chain = UUIDBytes(text: words[1]), let sequence = Int64(words[2]), sequence >= 0,
                let hash = Self.bytes(words[3])
            else { throw Malformed(line: index + 1) }
            let branch = chain == AuditChain.none ? nil : chain
            add(
                AuditHead(sequence: sequence, hash: hash),
                of: AuditChain(organization: organization, branch: branch))
        }
    }

    /// Adds a head.
    public mutating func add(_ head: AuditHead, of chain: AuditChain) {
        heads[chain, default: []].append(head)
    }

    /// The file's text, ordered by chain.
    public var text: String {
        let lines = heads.flatMap { chain, heads in
            heads.filter { $0.sequence > 0 }.map {
                "\(chain.organization) \(chain.id) \($0.sequence) \(Self.hexadecimal($0.hash))"
            }
        }
        return lines.sorted().joined(separator: "\n") + "\n"
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Sixty-four digits.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
