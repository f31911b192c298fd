import GraphQLExecution
import GraphQLSchema
import Testing

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> InputValue {
        try Array(text.utf8).withUnsafeBytes { try JSONReader.read($0) }
    }

    @Test func `values keep their kind and integers stay exact`() throws {
        let value = try read(#" {"a": [1, -0, 9223372036854775807, 1.5e2, true, false, null, "é😀\n"]} "#)

        #expect(
            value["a"]
                == .list([
                    .int(1), .int(0), .int(.max), .int(150), .boolean(true), .boolean(false), .null,
                    .string("é😀\n"),
                ]))
    }

    @Test(
        arguments: [
            ("3.0", 3), ("-3.00", -3), ("30e-1", 3), ("0.5e1", 5), ("1.5E+2", 150),
            ("1e18", 1_000_000_000_000_000_000),
            ("0.0", 0), ("-0.0", 0), ("0e999999999999", 0), ("0.000e-5", 0), ("100e-2", 1), ("10.50e1", 105),
            ("9223372036854775.807e3", .max), ("-9223372036854775808.0", .min), ("0.00001e5", 1),
        ] as [(String, Int64)])
    func `a number that is whole in decimal is whole, however it is written`(text: String, value: Int64)
        throws
    {
        #expect(try read(text) == .int(value))
    }

    @Test(
        arguments: [
            ("0.99999999999999999999", 1), ("1E-400", 0), ("1234567890.0000000001", 1_234_567_890),
            ("9223372036854775.808e3", 0x1p63), ("1e19", 1e19),
            ("105e-2", 1.05), ("0.1", 0.1), ("-2.5e-3", -0.0025), ("1e-99999999999", 0),
        ] as [(String, Double)])
    func `a number that is not whole does not become so by rounding`(text: String, value: Double) throws {
        #expect(try read(text) == .float(value))
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"])
    func `an integer beyond 64 bits keeps its digits`(text: String) throws {
        #expect(try read(text) == .largeInteger(text))
    }

    @Test func `escapes and surrogate pairs are decoded`() throws {
        #expect(try read(#""\u00e9\ud83d\ude00\/\"\\\b\f\t""#) == .string("é😀/\"\\\u{8}\u{c}\t"))
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "01", "1.", "+1", "nul", "\"\u{1}\"", "\"\\x\"", #""\ud800""#,
        #""\udc00x""#,
        #""\ud800A""#, "[1] 2", "1e999", "{\"a\":1,\"a\":2}", "'a'", "\"abc",
    ])
    func `what is no JSON is refused with its place`(text: String) {
        #expect(throws: JSONError.self) { try read(text) }
    }

    @Test func `names that only look alike are two names`() throws {
        let value = try read("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
        let many = (0..<20).map { "\"k\($0)\": 0," }.joined()

        #expect(value["\u{E9}"] == .int(1))
        #expect(value["e\u{301}"] == .int(2))
        _ = try read("{\(many) \"\u{E9}\": 1, \"e\u{301}\": 2}")
        #expect(throws: JSONError.self) { try read("{\(many) \"\u{E9}\": 1, \"\u{E9}\": 2}") }
    }

    @Test func `nesting stops at the limit`() throws {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try read(deep)

        let error = #expect(throws: JSONError.self) { try read("[" + deep + "]") }
        #expect(error?.message == "JSON nests deeper than 64")
        #expect(throws: JSONError.self) { try read(String(repeating: "[", count: 100_000)) }
    }

    @Test(.timeLimit(.minutes(1))) func `a hundred thousand member names cost no more than their bytes`()
        throws
    {
        let members = (0..<100_000).map { #""k\#($0)":1"# }.joined(separator: ",")

        let value = try read("{\(members)}")

        #expect(value["k99999"] == .int(1))
        #expect(throws: JSONError.self) { try read("{\(members),\"k50000\":2}") }
    }

    @Test func `random bytes never trap`() {
        var generator = SeededGenerator(state: 7)
        let alphabet = Array(#"{}[]",:\u0123456789eE+-.tfnrdals "#.utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = bytes.withUnsafeBytes { try? JSONReader.read($0) }
        }
    }
}

@Suite struct RequestBodyTests {
    private func parse(_ bytes: [UInt8]) throws -> GraphQLRequest {
        try bytes.withUnsafeBytes { try RequestBody.parse($0) }
    }

    @Test func `members are read, unknown ones ignored, null is absent`() throws {
        let body = #"{"query":"{a}","operationName":null,"variables":{"x":1},"extensions":{},"more":[]}"#

        let request = try parse(Array(body.utf8))

        #expect(request.document == Array("{a}".utf8))
        #expect(request.operationName == nil)
        #expect(request.variables?["x"] == .int(1))
    }

    @Test func `an empty operation name is none`() throws {
        #expect(try parse(Array(#"{"query":"{a}","operationName":""}"#.utf8)).operationName == nil)
        let parameters = try RequestBody.request(
            query: "{a}", documentID: nil, operationName: "", variables: nil, extensions: nil)
        #expect(parameters.operationName == nil)
    }

    @Test(arguments: [
        ("[]", "BATCHING_OFF"), ("{}", "BAD_REQUEST"), ("1", "BAD_REQUEST"), (#"{"query":1}"#, "BAD_REQUEST"),
        (#"{"query":"{a}","variables":[]}"#, "BAD_REQUEST"), ("{", "BAD_REQUEST"),
    ])
    func `what is no request is refused with a code`(body: String, code: String) {
        let error = #expect(throws: RequestBodyError.self) { try parse(Array(body.utf8)) }
        #expect(error?.code == code)
    }

    @Test func `invalid UTF-8 is refused`() {
        let error = #expect(throws: RequestBodyError.self) { try parse([0x7B, 0x22, 0xFF, 0x22, 0x7D]) }
        #expect(error?.message.contains("UTF-8") == true)
    }
}

/// A small deterministic generator, so that a failing case can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
