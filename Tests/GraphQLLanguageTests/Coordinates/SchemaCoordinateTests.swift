import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.14
@Suite struct SchemaCoordinateTests {
    @Test(arguments: [
        ("MenuItem", SchemaCoordinate.type("MenuItem")),
        ("MenuItem.price", .member(type: "MenuItem", member: "price")),
        ("Query.menu(id:)", .argument(type: "Query", field: "menu", argument: "id")),
        ("@deprecated", .directive("deprecated")),
        ("@deprecated(reason:)", .directiveArgument(directive: "deprecated", argument: "reason")),
        ("__Type.__meta(_:)", .argument(type: "__Type", field: "__meta", argument: "_")),
    ])
    func `a coordinate names one element and is written as it was read`(
        text: String, coordinate: SchemaCoordinate
    ) throws {
        #expect(try SchemaCoordinate.parse(text) == coordinate)
        #expect(coordinate.description == text)
    }

    @Test(arguments: [
        ("", "1:1 Expected the name of a type or \"@\", found the end of the coordinate."),
        (".", "1:1 Expected the name of a type or \"@\", found \".\"."),
        (
            "A.",
            "1:3 Expected the name of a field, input field or enum value, found the end of the coordinate."
        ),
        ("A.b.c", "1:4 Expected the end of the coordinate, found \".\"."),
        ("A(b:)", "1:2 Expected the end of the coordinate, found \"(\"."),
        ("A.b(c)", "1:6 Expected \":\", found \")\"."),
        ("A.b(c: d)", "1:7 Expected \")\", found \" \"."),
        ("A.b(c:", "1:7 Expected \")\", found the end of the coordinate."),
        ("A.b(:)", "1:5 Expected the name of an argument, found \":\"."),
        ("@a.b", "1:3 Expected the end of the coordinate, found \".\"."),
        ("@", "1:2 Expected the name of a directive, found the end of the coordinate."),
        ("A!", "1:2 Expected the end of the coordinate, found \"!\"."),
    ])
    func `other texts are refused where they go wrong`(text: String, problem: String) {
        #expect(coordinateFailure(text) == problem)
    }

    @Test(arguments: [
        (" A", "1:1 Expected the name of a type or \"@\", found \" \"."),
        ("\nA", "1:1 Expected the name of a type or \"@\", found \"U+000A\"."),
        ("A .b", "1:2 Expected the end of the coordinate, found \" \"."),
        ("A.b ", "1:4 Expected the end of the coordinate, found \" \"."),
        ("A,", "1:2 Expected the end of the coordinate, found \",\"."),
        ("# a\nA", "1:1 Expected the name of a type or \"@\", found \"#\"."),
        ("\u{FEFF}A", "1:1 Expected the name of a type or \"@\", found \"\u{FEFF}\"."),
    ])
    func `nothing may be ignored in a coordinate`(text: String, problem: String) {
        #expect(coordinateFailure(text) == problem)
    }

    private func coordinateFailure(_ text: String) -> String? {
        do throws(SyntaxError) {
            _ = try SchemaCoordinate.parse(text)
            return nil
        } catch {
            return "\(error.location.line):\(error.location.column) \(error.message)"
        }
    }
}
