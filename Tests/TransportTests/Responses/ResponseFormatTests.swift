import Testing

@testable import Transport

@Suite struct ResponseFormatTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    ])
    func `a date is written as HTTP wants it`(second: Int, text: String) {
        #expect(HTTPDate.text(ofSecond: second) == text)
    }

    @Test func `an error document escapes what JSON can't hold`() {
        let text = ErrorDocument.text(message: "a \"b\" \\ \n é", code: "X", requestID: "1")
        let message = #"a \"b\" \\ \u000a é"#
        #expect(
            text == #"{"errors":[{"message":""# + message + #"","extensions":{"code":"X","requestId":"1"}}]}"#
        )
    }
}
