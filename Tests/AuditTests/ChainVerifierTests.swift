import Audit
import Postgres
import Testing

/// What a chain betrays.
@Suite struct ChainVerifierTests {
    @Test(arguments: [0, 1, 5])
    func `a chain as it was written is whole`(count: Int) {
        let chain = Chain(count)

        #expect(chain.firstBreak(head: chain.head) == nil)
    }

    /// Each value that an entry holds, changed to another.
    static let changes: [(name: String, change: @Sendable (inout AuditEntry) -> Void)] = [
        ("id", { $0.id = UUIDBytes(high: 9, low: 9) }),
        ("time", { $0.occurredAt += 1 }),
        ("action", { $0.action = "categoryArchive" }),
        ("note", { $0.note = nil }),
        ("empty note", { $0.note = "" }),
        ("reason", { $0.reason = "another" }),
        ("kind of actor", { $0.actor.kind = .system }),
        ("actor", { $0.actor.id = nil }),
        ("member", { $0.actor.member = UUIDBytes(high: 9, low: 9) }),
        ("role", { $0.actor.role = "WAITER" }),
        ("address", { $0.actor.address = "192.0.2.2" }),
        ("request", { $0.actor.requestID = "r-9" }),
        ("entities", { $0.entities = [] }),
        ("people", { $0.people.append(UUIDBytes(high: 9, low: 9)) }),
        ("from entities to people", { ($0.entities, $0.people) = ([], $0.entities + $0.people) }),
        ("from action to role", { ($0.action, $0.actor.role) = ($0.actor.role, $0.action) }),
        ("no rows before", { $0.before = nil }),
        ("other rows after", { $0.after = AuditSnapshot("{}") }),
        ("rows exchanged", { ($0.before, $0.after) = ($0.after, $0.before) }),
        ("chain", { $0.chain = AuditChain(organization: $0.chain.organization) }),
    ]

    @Test(arguments: changes.indices)
    func `an entry of which one value was changed is found at its place`(index: Int) {
        var chain = Chain(5)

        Self.changes[index].change(&chain.stored[2].entry)

        let broken = chain.firstBreak(head: chain.head)
        #expect(broken?.sequence == 3, "\(Self.changes[index].name)")
        #expect(broken?.fault == .changed, "\(Self.changes[index].name)")
    }

    @Test func `a snapshot that is not the one written is told apart from the entry`() {
        var before = Chain(3)
        var after = Chain(3)
        let old = before.stored[1].entry.before
        before.stored[1].entry.before = old.map {
            AuditSnapshot(text: $0.text + " ", salt: $0.salt, digest: $0.digest)
        }
        after.stored[1].entry.after = old.map {
            AuditSnapshot(text: $0.text, salt: Array($0.salt.reversed()), digest: $0.digest)
        }

        #expect(before.firstBreak(head: before.head)?.fault == .changedBefore)
        #expect(after.firstBreak(head: after.head)?.fault == .changedAfter)
    }

    @Test func `an entry that was left out is missed where it stood`() {
        var chain = Chain(5)
        let head = chain.head

        chain.stored.remove(at: 2)

        let broken = chain.firstBreak(head: head)
        #expect(broken?.sequence == 3)
        #expect(broken?.fault == .missing(found: 4))
    }

    @Test func `entries that changed places, or came twice, are found`() {
        var swapped = Chain(5)
        swapped.stored.swapAt(2, 3)
        var repeated = Chain(5)
        repeated.stored.insert(repeated.stored[2], at: 3)

        #expect(swapped.firstBreak(head: swapped.head)?.sequence == 3)
        #expect(repeated.firstBreak(head: repeated.head)?.sequence == 4)
    }

    @Test func `an entry of another chain is worth nothing, even under a number of this one`() {
        var chain = Chain(5)
        let other = Chain(5, branch: 3)
        chain.stored[4] = other.stored[4]

        #expect(chain.firstBreak(head: chain.head)?.fault == .unlinked)

        chain.stored[4].previous = chain.stored[3].hash
        #expect(chain.firstBreak(head: chain.head)?.fault == .changed)
    }

    @Test func `a chain that was written anew from one entry on no longer fits its head`() {
        var chain = Chain(5)
        let head = chain.head

        chain.stored.removeLast(2)
        var forged = Chain.entry(3, chain.chain)
        forged.action = "nothing"
        chain.append(forged)
        chain.append(Chain.entry(4, chain.chain))

        #expect(chain.firstBreak(head: head)?.fault == .headMoved(head: 5))
    }

    @Test func `a chain without its end is shorter than its head says`() {
        var chain = Chain(5)
        let head = chain.head

        chain.stored.removeLast(2)

        let broken = chain.firstBreak(head: head)
        #expect(broken?.sequence == 4)
        #expect(broken?.fault == .truncated(head: 5))
    }

    @Test func `a chain without a head, or with an earlier one, is broken`() {
        let chain = Chain(5)

        #expect(chain.firstBreak(head: nil)?.fault == .headless)
        #expect(chain.firstBreak(head: Chain(4).head)?.fault == .headMoved(head: 4))
    }

    @Test func `a chain that was cut together with its head is shorter than a saved head`() {
        var chain = Chain(5)
        let saved = chain.head

        chain.stored.removeLast()

        #expect(chain.firstBreak(head: chain.head) == nil)
        let broken = chain.firstBreak(head: chain.head, saved: [saved])
        #expect(broken?.sequence == 5)
        #expect(broken?.fault == .shorterThanSaved(saved: 5))
    }

    @Test func `a chain that was written anew together with its head does not fit a saved head`() {
        let old = Chain(3)
        var new = Chain(0)
        for number in 0..<5 {
            var entry = Chain.entry(number, new.chain)
            if number == 1 { entry.action = "nothing" }
            new.append(entry)
        }

        #expect(new.firstBreak(head: new.head) == nil)
        let broken = new.firstBreak(head: new.head, saved: [old.head])
        #expect(broken?.sequence == 3)
        #expect(broken?.fault == .otherThanSaved)
    }
}
