import Domain
import Foundation
import Testing

@testable import Restaurant

struct PlanFileTests {
    private static let whole = """
        version: 1
        plans:
          FREE: { branches: 1, members: 5, apiKeys: 0, requestsPerSecond: 10 }
          STARTER: { branches: 3, members: 25, apiKeys: 5, requestsPerSecond: 50 }
          PRO: { branches: 25, members: 500, apiKeys: 25, requestsPerSecond: 200 }
          ENTERPRISE: { branches: unlimited, members: unlimited, apiKeys: 9, requestsPerSecond: unlimited }
        """

    @Test
    func `each plan has its limits`() throws {
        let plans = try PlanFile(yaml: Self.whole).plans

        #expect(plans[.free] == PlanLimits(branches: 1, members: 5, apiKeys: 0, requestsPerSecond: 10))
        #expect(
            plans[.enterprise] == PlanLimits(branches: nil, members: nil, apiKeys: 9, requestsPerSecond: nil))
    }

    @Test(arguments: [
        ("version: 1", "version: 2", "plans.yaml:1: version must be 1"),
        ("  FREE:", "  FRE:", "plans.yaml:3: unknown plan"),
        ("branches: 1,", "branch: 1,", "plans.yaml:3: unknown limit"),
        ("apiKeys: 5", "apiKeys: -5", "plans.yaml:4: apiKeys must be a whole number"),
        ("apiKeys: 5", "apiKeys: many", "plans.yaml:4: apiKeys must be a whole number"),
        ("members: 500, ", "", "plans.yaml:5: PRO has no limit of members"),
        ("  PRO:", "  #", "plans.yaml: the plan PRO is not declared"),
        (whole, "- 1", "plans.yaml: the file must be a mapping"),
        (whole, "{", "plans.yaml: the file must be"),
    ])
    func `a mistake is named with its line`(_ text: String, _ mistake: String, _ problem: String) {
        let yaml = Self.whole.replacingOccurrences(of: text, with: mistake)

        let error = #expect(throws: PlanProblems.self) { try PlanFile(yaml: yaml, file: "plans.yaml") }

        #expect(error?.lines.contains { $0.hasPrefix(problem) } == true, "\(String(describing: error))")
    }
}
