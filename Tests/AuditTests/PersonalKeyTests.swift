import Audit
import Postgres
import Testing

/// What a person's key seals and opens.
@Suite struct PersonalKeyTests {
    private let person = UUIDBytes(high: 1, low: 1)
    private let other = UUIDBytes(high: 1, low: 2)
    private let organization = UUIDBytes(high: 2, low: 1)

    @Test(arguments: ["", "{}", #"{"phone": "+51987654321", "name": "Ñusta \"La\" Quispe 🦙"}"#])
    func `what a key seals it opens`(text: String) throws {
        let key = PersonalKey(of: person, in: organization)

        let sealed = try #require(key.seal(text))

        #expect(key.open(sealed) == text)
        #expect(text.isEmpty || !sealed.contains(text))
        #expect(try #require(key.seal(text)) != sealed, "each value has a nonce of its own")
    }

    @Test func `a key that was stored opens what it sealed before`() throws {
        let key = PersonalKey(of: person, in: organization)
        let sealed = try #require(key.seal("text"))

        let stored = try #require(PersonalKey(bytes: key.bytes, of: person, in: organization))

        #expect(stored.open(sealed) == "text")
        #expect(PersonalKey(bytes: Array(key.bytes.dropLast()), of: person, in: organization) == nil)
    }

    @Test func `a sealed value opens for its own person in its own organization only`() throws {
        let key = PersonalKey(of: person, in: organization)
        let sealed = try #require(key.seal("text"))

        #expect(PersonalKey(of: person, in: organization).open(sealed) == nil)
        #expect(PersonalKey(bytes: key.bytes, of: other, in: organization)?.open(sealed) == nil)
        #expect(PersonalKey(bytes: key.bytes, of: person, in: other)?.open(sealed) == nil)
    }

    @Test func `a sealed value that was changed does not open`() throws {
        let key = PersonalKey(of: person, in: organization)
        let sealed = Array(try #require(key.seal("text")).utf8)

        // The last group of base 64 may have bits that mean nothing.
        for index in sealed.indices.dropLast(4) {
            var changed = sealed
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(key.open(String(decoding: changed, as: UTF8.self)) == nil)
        }
        #expect(key.open("") == nil)
        #expect(key.open("no base 64 at all!") == nil)
    }

    @Test(arguments: [[], [0, 255, 128], Array(repeating: UInt8(7), count: 100_000)])
    func `bytes are sealed as bytes, with a nonce of their own`(bytes: [UInt8]) throws {
        let key = PersonalKey(of: person, in: organization)

        let sealed = try #require(key.seal(bytes, at: [1]))

        #expect(key.open(sealed, at: [1]) == bytes)
        #expect(sealed.count == bytes.count + PersonalKey.overhead)
        #expect(try #require(key.seal(bytes, at: [1])) != sealed)
    }

    @Test func `sealed bytes open at their own place only, and by their own key`() throws {
        let key = PersonalKey(of: person, in: organization)
        let sealed = try #require(key.seal([1, 2, 3], at: [1]))

        #expect(key.open(sealed, at: [2]) == nil && key.open(sealed, at: []) == nil)
        #expect(PersonalKey(of: person, in: organization).open(sealed, at: [1]) == nil)
        #expect(PersonalKey(bytes: key.bytes, of: other, in: organization)?.open(sealed, at: [1]) == nil)
        #expect(PersonalKey(bytes: key.bytes, of: person, in: other)?.open(sealed, at: [1]) == nil)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(key.open(changed, at: [1]) == nil)
            #expect(key.open(Array(sealed.prefix(index)), at: [1]) == nil)
        }
    }

    @Test func `a joined key is made again by all of its keys, and by none of them alone`() throws {
        let own = PersonalKey(of: organization, in: organization)
        let another = PersonalKey(of: organization, in: organization)
        let people = [
            person: PersonalKey(of: person, in: organization),
            other: PersonalKey(of: other, in: organization),
        ]
        let sealed = try #require(own.joined(with: people).seal([1, 2, 3], at: [1]))

        #expect(own.joined(with: people).open(sealed, at: [1]) == [1, 2, 3])
        #expect(own.joined(with: [:]).open(sealed, at: [1]) == nil)
        #expect(another.joined(with: people).open(sealed, at: [1]) == nil)
        for person in [person, other] {
            var changed = people
            changed[person] = PersonalKey(of: person, in: organization)
            #expect(own.joined(with: changed).open(sealed, at: [1]) == nil)
            changed[person] = nil
            #expect(own.joined(with: changed).open(sealed, at: [1]) == nil)
            #expect(people[person]?.open(sealed, at: [1]) == nil)
        }
        #expect(own.joined(with: [:]).bytes == own.bytes, "nobody's values are the tenant's")
    }
}
