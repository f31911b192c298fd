import Testing

@testable import Transport

/// Who asks, and whom one believes about it.
@Suite struct ClientAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:8080", "192.0.2.1"), (" 192.0.2.1 ", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("[::ffff:192.0.2.1]:80", "192.0.2.1"),
        ("2001:DB8:0::1", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"), ("fe80::1%eth0", "fe80::1"), ("::", "::"),
    ])
    func `addresses are read in every spelling and told in one`(_ text: String, _ canonical: String) {
        #expect(ClientAddress(text)?.text == canonical)
    }

    @Test(arguments: [
        "", "unknown", "_hidden", "192.0.2", "192.0.2.256", "1.2.3.4.5", "0x7f.1", "[::1", "[::1]x", "::1::",
        "1.2.3.4\u{0}", "12345::", "localhost", String(repeating: "1", count: 1_000),
    ])
    func `what is no address is none`(_ text: String) {
        #expect(ClientAddress(text) == nil)
    }

    @Test func `one subscriber is an IPv4 address or the first half of an IPv6 one`() throws {
        func block(_ text: String) throws -> [UInt64] {
            let block = try #require(ClientAddress(text)).block
            return [block.high, block.low]
        }
        #expect(try block("2001:db8:1:2::1") == block("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        #expect(try block("2001:db8:1:2::1") != block("2001:db8:1:3::1"))
        #expect(try block("192.0.2.1") != block("192.0.2.2"))
        #expect(try block("192.0.2.1") == block("::ffff:192.0.2.1"))
    }

    @Test(arguments: [
        ("", "10.0.0.1", ["1.1.1.1"], "10.0.0.1"),
        ("10.0.0.0/8", "192.0.2.7", ["1.1.1.1"], "192.0.2.7"),
        ("10.0.0.0/8", "10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", ["1.1.1.1"], "1.1.1.1"),
        ("10.0.0.0/8", "10.0.0.1", ["6.6.6.6, 1.1.1.1"], "1.1.1.1"),
        ("10.0.0.0/8", "10.0.0.1", ["6.6.6.6, 1.1.1.1, 10.9.9.9"], "1.1.1.1"),
        ("10.0.0.0/8", "10.0.0.1", ["6.6.6.6", "1.1.1.1", "10.9.9.9"], "1.1.1.1"),
        ("10.0.0.0/8", "10.0.0.1", ["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ("10.0.0.0/8", "10.0.0.1", ["1.1.1.1, unknown"], "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", ["1.1.1.1, unknown, 10.2.2.2"], "10.2.2.2"),
        ("10.0.0.0/8", "10.0.0.1", ["1.1.1.1,"], "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", ["1.1.1.1"], "10.0.0.2"),
        ("192.0.2.0/24, ::1, 2001:db8::/32", "2001:db8:9::1", ["2001:db9::5"], "2001:db9::5"),
        ("0.0.0.0/0", "2001:db8::1", ["1.1.1.1"], "2001:db8::1"),
        ("127.0.0.1", "::ffff:127.0.0.1", ["1.1.1.1"], "1.1.1.1"),
    ])
    func `a proxy of ours is believed about who stands before it, and nobody else is`(
        _ proxies: String, _ peer: String, _ forwarded: [String], _ client: String
    ) throws {
        let found = try ProxyList(proxies).client(of: ClientAddress(peer), forwarded: forwarded)
        #expect(found?.text == client)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "proxy", "::/129", "10.0.0.0/8/8"])
    func `a list of proxies that can not be read is refused`(_ text: String) {
        #expect(throws: BadProxy(entry: text)) { try ProxyList("::1, " + text) }
    }
}
