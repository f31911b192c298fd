import Testing

@testable import Accounts

@Suite struct GuessSubjectTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8:1:2::9", "2001:db8:1:2"),
        ("2001:0db8:0001:0002:ffff::", "2001:db8:1:2"), ("nonsense", "nonsense"),
    ])
    func `what one subscriber holds is one subject`(address: String, block: String) {
        #expect(GuessSubject.block(address) == block)
    }
}
