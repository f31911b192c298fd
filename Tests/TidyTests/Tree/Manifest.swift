import Foundation

/// The targets that Package.swift declares, read from its text.
///
/// Read and not asked of SwiftPM: that would wait for the lock of the very build that runs the tests.
struct Manifest {
    /// For each target of `Sources` the targets and products it depends on.
    private(set) var targets: [String: Set<String>] = [:]
    /// The names of the test targets.
    private(set) var testTargets: Set<String> = []

    init(text: String) throws {
        let code = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        let products = try Manifest.productConstants(in: code)
        let call = try Regex(
            #"(?:^|[^.\w])(library|tests|\.(?:systemLibrary|\w*[tT]arget))\(\s*(?:name: )?"(\w+)""#,
            as: (Substring, Substring, Substring).self)
        for match in code.matches(of: call) {
            let name = String(match.output.2)
            if match.output.1 == "tests" || match.output.1 == ".testTarget" {
                testTargets.insert(name)
            } else {
                let arguments = Manifest.arguments(in: code[match.range.upperBound...])
                targets[name] = try Manifest.dependencies(in: arguments, products: products)
            }
        }
    }

    /// The constants that stand for a product: `let yams = Target.Dependency.product(name: "Yams", …)`.
    private static func productConstants(in code: String) throws -> [String: String] {
        let pattern = try Regex(
            #"let (\w+) = Target\.Dependency\.product\(name: "(\w+)""#,
            as: (Substring, Substring, Substring).self)
        return code.matches(of: pattern).reduce(into: [:]) { $0[String($1.output.1)] = String($1.output.2) }
    }

    /// The rest of a call up to its closing parenthesis.
    private static func arguments(in rest: Substring) -> Substring {
        var depth = 1
        for index in rest.indices {
            if rest[index] == "(" { depth += 1 }
            if rest[index] == ")" { depth -= 1 }
            if depth == 0 { return rest[..<index] }
        }
        return rest
    }

    private static func dependencies(in arguments: Substring, products: [String: String]) throws -> Set<
        String
    > {
        // The names of packages, flags and providers are no dependencies.
        let noise = try Regex(#"package: "[^"]*"|pkgConfig: "[^"]*"|providers: \[.*|swiftSettings: .*"#)
        let text = arguments.replacing(noise, with: "")
        let literal = try Regex(#""(\w+)""#, as: (Substring, Substring).self)
        let word = try Regex(#"\b[a-z]\w*\b"#, as: Substring.self)
        let named = text.matches(of: literal).map { String($0.output.1) }
        return Set(named + text.matches(of: word).compactMap { products[String($0.output)] })
    }
}
