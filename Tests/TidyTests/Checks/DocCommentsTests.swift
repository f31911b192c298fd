import Testing

@Suite struct DocCommentsTests {
    private func lines(_ text: String) -> [Int?] {
        DocComments.violations(in: SwiftSource(path: "Sources/A/A.swift", text: text)).map(\.line)
    }

    @Test(
        arguments: [
            "public func a() {}", "public struct A {}", "public private(set) var a = 1",
            "public init(a: Int) {}",
            "public static var a: Int { 1 }", "public final class A {}", "@inlinable public func a() {}",
            "public nonisolated func a() {}", "// Not a doc comment.\npublic let a = 1",
            "///\npublic let a = 1",
            "/// Of another line.\n\npublic let a = 1", "public typealias A = B", "open class A {}",
        ])
    func `a public declaration without a doc comment is reported`(text: String) {
        #expect(lines(text).count == 1)
    }

    @Test(
        arguments: [
            "/// What for.\npublic func a() {}", "/// What for.\n@inlinable\npublic func a() {}",
            "func a() {}",
            "/// What for.\n#if DEBUG\n    public func a() {}\n#endif", "public import A",
            "public extension A {\n}",
            "public static func == (a: A, b: A) -> Bool { true }",
            "public func hash(into hasher: inout Hasher) {}",
            "public static let a = A(1)", "public init(rawValue: Int) {}",
            "public var description: String { a }",
            "/// What for.\npublic protocol P {\n    /// What for.\n    func a()\n}\nfunc b() {}",
        ])
    func `what is documented, inherited or not public passes`(text: String) {
        #expect(lines(text) == [])
    }

    @Test func `members of public protocols and extensions are public`() {
        #expect(lines("/// A.\npublic protocol P {\n    func a()\n    var b: Int { get }\n}\n") == [3, 4])
        #expect(
            lines(
                "public extension A {\n    func a() {\n        let b = 1\n    }\n    private func c() {}\n}\n"
            ) == [2])
    }
}
