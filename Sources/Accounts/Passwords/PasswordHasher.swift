internal import CSodium
internal import Dispatch
internal import Synchronization

/// Hashes passwords and PINs with Argon2id, a few at a time on threads of their own.
///
/// One hash takes 19 MiB and some 20 ms of a core, so that a flood of guesses is a flood of work: no more
/// than `lanes` run at once, a bounded number waits, the rest is refused. Neither a reactor nor a thread of
/// Swift's pool ever waits for one.
///
/// - SeeAlso: RFC 9106; OWASP Password Storage Cheat Sheet
public final class PasswordHasher: Sendable {
    /// What one hash costs. Raising it makes old hashes stale: they are made anew at their next login.
    public struct Cost: Sendable, Equatable {
        /// Memory of one hash.
        public var memoryKiB: Int
        /// Passes over that memory.
        public var passes: Int

        /// A cost; libsodium takes no less than 8 KiB and one pass.
        public init(memoryKiB: Int = 19_456, passes: Int = 2) {
            self.memoryKiB = max(8, memoryKiB)
            self.passes = max(1, passes)
        }
    }

    /// The queue is full; nothing was hashed. Try again in a moment.
    public struct Overloaded: Error {}

    /// No hash could be made: no memory, or no source of randomness.
    public struct Unusable: Error {}

    private let cost: Cost
    private let lanes: [DispatchQueue]
    private let waitingMax: Int
    /// Hashes that run or wait, and which lane is next.
    private let load = Mutex<(count: Int, next: Int)>((0, 0))
    private let hashes = Atomic<Int>(0)
    /// The hash of something that nobody knows.
    private let decoy: String

    /// A hasher; makes one hash at once, so it costs as much as a login.
    ///
    /// - Parameters:
    ///   - lanes: how many hashes run at once.
    ///   - queue: how many may wait beside them.
    /// - Throws: `Unusable` on a machine that can not hash at this cost.
    public init(cost: Cost = Cost(), lanes: Int = 2, queue: Int = 64) throws(Unusable) {
        guard sodium_init() >= 0 else { throw Unusable() }
        self.cost = cost
        self.lanes = (0..<max(1, lanes)).map { DispatchQueue(label: "comanda.hashing-\($0)") }
        waitingMax = max(1, lanes) + max(0, queue)
        var generator = SystemRandomNumberGenerator()
        let nobody = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let decoy = Self.hash(nobody, cost) else { throw Unusable() }
        self.decoy = decoy
    }

    /// How many hashes this process has been asked for so far: guesses that got through every throttle.
    public var hashCount: Int { hashes.load(ordering: .relaxed) }

    /// The text under which a secret is stored: algorithm, cost, salt and tag.
    ///
    /// - Throws: `.overloaded`, and `.unusable` for want of memory.
    public func hash(_ secret: HashableSecret) async throws(AccountFailure) -> String {
        let hash = try await run { [cost] in Self.hash(secret.bytes, cost) }
        guard let hash else { throw .unusable }
        return hash
    }

    /// Whether a stored text is of this secret. Without one the same work is done for nothing, so that time
    /// tells nobody whether there is one.
    public func verify(_ secret: HashableSecret, against hash: String?) async throws(AccountFailure) -> Bool {
        let stored = hash ?? decoy
        let isRight = try await run { Self.verify(secret.bytes, stored) }
        return isRight && hash != nil
    }

    /// Whether a stored text was made at another cost.
    public func isStale(_ hash: String) -> Bool {
        guard hash.utf8.count < Int(crypto_pwhash_STRBYTES) else { return true }
        return crypto_pwhash_str_needs_rehash(hash, UInt64(cost.passes), cost.memoryKiB << 10) != 0
    }

    private func run<Value: Sendable>(
        _ work: @escaping @Sendable () -> Value
    ) async throws(AccountFailure) -> Value {
        let lane: DispatchQueue? = load.withLock { load in
            guard load.count < waitingMax else { return nil }
            load.count += 1
            load.next = (load.next + 1) % lanes.count
            return lanes[load.next]
        }
        guard let lane else { throw .overloaded }
        hashes.wrappingAdd(1, ordering: .relaxed)
        let value = await withCheckedContinuation { waiter in
            lane.async { waiter.resume(returning: work()) }
        }
        load.withLock { $0.count -= 1 }
        return value
    }

    private static func hash(_ secret: [UInt8], _ cost: Cost) -> String? {
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let secret = secret.map { CChar(bitPattern: $0) }
        let status = crypto_pwhash_str_alg(
            &text, secret, UInt64(secret.count), UInt64(cost.passes), cost.memoryKiB << 10,
            crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func verify(_ secret: [UInt8], _ hash: String) -> Bool {
        guard hash.utf8.count < Int(crypto_pwhash_STRBYTES) else { return false }
        let secret = secret.map { CChar(bitPattern: $0) }
        return crypto_pwhash_str_verify(hash, secret, UInt64(secret.count)) == 0
    }
}
