import Postgres
import Testing

@testable import Audit

/// What a master key wraps opens with it alone, and for its purpose alone.
@Suite struct MasterKeysTests {
    private let first = MasterKeys.makeSecret()
    private let second = MasterKeys.makeSecret()
    private let secret = Array("a person's key".utf8)
    private let purpose = Array("purpose".utf8)

    @Test func `the first wraps, all open`() throws {
        let old = try #require(MasterKeys([first]))
        let both = try #require(MasterKeys([second, first]))
        let new = try #require(MasterKeys([second]))

        let before = try #require(old.wrap(secret, for: purpose))
        let after = try #require(both.wrap(secret, for: purpose))

        #expect(both.unwrap(before, for: purpose) == secret)
        #expect(both.unwrap(after, for: purpose) == secret)
        #expect(new.unwrap(after, for: purpose) == secret)
        #expect(new.unwrap(before, for: purpose) == nil)
        #expect(!both.isCurrent(before) && both.isCurrent(after))
        #expect(before.count == secret.count + MasterKeys.overhead)
        #expect(try #require(old.wrap(secret, for: purpose)) != before, "each has a nonce of its own")
    }

    @Test func `what is changed anywhere, or for another purpose, does not open`() throws {
        let keys = try #require(MasterKeys([first]))
        let wrapped = try #require(keys.wrap(secret, for: purpose))

        #expect(keys.unwrap(wrapped, for: Array("other".utf8)) == nil)
        for index in wrapped.indices {
            var changed = wrapped
            changed[index] ^= 1
            #expect(keys.unwrap(changed, for: purpose) == nil, "byte \(index)")
        }
        for length in 0..<wrapped.count {
            #expect(keys.unwrap(Array(wrapped.prefix(length)), for: purpose) == nil)
        }
    }

    @Test func `there is a key at least, and each is whole`() {
        #expect(MasterKeys([]) == nil)
        #expect(MasterKeys([first, Array(second.dropLast())]) == nil)
    }

    @Test func `a person's key is wrapped for that person alone, and an older bare one is read`() throws {
        let masters = try #require(MasterKeys([first]))
        let (person, other) = (UUIDBytes(high: 1, low: 1), UUIDBytes(high: 1, low: 2))
        let key = PersonalKey(of: person, in: other)
        let sealed = try #require(key.seal("text"))
        let stored = try #require(key.wrapped(by: masters))

        #expect(stored.count == 69, "as the table's check says")
        #expect(
            PersonalKey(stored: stored, of: person, in: other, opening: masters)?.open(sealed) == "text")
        #expect(PersonalKey(stored: stored, of: other, in: person, opening: masters) == nil)
        #expect(
            PersonalKey(stored: key.bytes, of: person, in: other, opening: masters)?.open(sealed) == "text")
    }

    @Test func `it prints as nothing`() throws {
        let keys = try #require(MasterKeys([first, second]))
        var dumped = ""
        dump(keys, to: &dumped)
        #expect("\(keys)" == "(2 master keys)" && !dumped.contains("\(first[0]), \(first[1])"))
    }
}
