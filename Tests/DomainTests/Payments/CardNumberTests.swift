import Domain
import Testing

@Suite struct CardNumberTests {
    @Test(arguments: [
        "4111111111111111", "paid with 5500-0000-0000-0004 today", "3782 822463 10005",
        "4222222222222", "6304000000000000000", "table 12 4111 1111 1111 1111",
        "4111111111111111 987654321", "x4111111111111111y",
    ])
    func `what looks like a card's number is found wherever it stands`(text: String) {
        #expect(CardNumber.isPresent(in: text))
    }

    @Test func `a long row of digits costs no more than its length`() {
        #expect(!CardNumber.isPresent(in: String(repeating: "1 ", count: 20_000)))
        #expect(!CardNumber.isPresent(in: String(repeating: "1", count: 20_000)))
    }

    @Test func `a key with such digits in it is none`() {
        #expect(CardNumber.isAll(of: "4111 1111-11111111"))
        #expect(!CardNumber.isAll(of: "till-4111111111111111"))
        #expect(!CardNumber.isAll(of: ""))
    }

    @Test(arguments: [
        "", "T-1", "4111111111111112", "411111111111", "41111111111111111111", "51 987 654 321",
        "4111  1111  1111  1111", "4111/1111/1111/1111", "0x4111111111", "２４１１１１１１１１１１１１１１１",
    ])
    func `what is none is none`(text: String) {
        #expect(!CardNumber.isPresent(in: text))
    }
}
