import Testing

@Suite struct MachineTracesTests {
    // Joined, so that this file passes the check.
    private static let folders = ["work", "farm", "root", "tmp/wt"].map { "/" + $0 + "/" }

    @Test(arguments: folders)
    func `a path of one machine is reported`(folder: String) throws {
        for text in ["a\nsee \(folder)b", "\(folder)b\n", "path=\(folder)b", "\"\(folder)b\""] {
            #expect(try MachineTraces.violations(path: "README.md", text: text).count == 1, "\(text)")
        }
    }

    @Test(arguments: ["net", "~", "$HOME/a", "${x}", ".."])
    func `a folder of the same name elsewhere passes`(before: String) throws {
        #expect(
            try MachineTraces.violations(path: "a", text: before + MachineTracesTests.folders[0] + "b") == [])
    }
}
