/// Scripts are bash that stops at the first error.
enum ShellScripts {
    /// Whether a file is a script: it stands among the scripts, ends in `.sh`, or starts a shell.
    static func isScript(path: String, text: String) -> Bool {
        // What scripts source has their shell and their settings.
        if path.hasSuffix(".md") || text.hasPrefix("# Sourced by ") { return false }
        if path.hasPrefix("Scripts/") || path.hasPrefix(".ci/") || path.hasSuffix(".sh") { return true }
        guard text.hasPrefix("#!"), let first = text.split(separator: "\n").first else { return false }
        return first.hasSuffix("sh")
    }

    /// What is wrong with a script.
    static func violations(path: String, text: String, isExecutable: Bool) -> [Violation] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var found: [Violation] = []
        if lines.first != "#!/usr/bin/env bash" && lines.first != "#!/bin/bash" {
            found.append(Violation(path: path, line: 1, message: "begin with #!/usr/bin/env bash"))
        } else if !isExecutable {
            found.append(Violation(path: path, message: "not executable: chmod +x"))
        }
        let firstCommand = lines.first { !$0.isEmpty && !$0.hasPrefix("#") }
        if firstCommand != "set -euo pipefail" {
            found.append(Violation(path: path, message: "the first command is set -euo pipefail"))
        }
        return found
    }
}
