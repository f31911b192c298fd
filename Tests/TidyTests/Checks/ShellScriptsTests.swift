import Testing

@Suite struct ShellScriptsTests {
    private func violations(_ text: String, isExecutable: Bool = true) -> [Violation] {
        ShellScripts.violations(path: "Scripts/a", text: text, isExecutable: isExecutable)
    }

    @Test func `bash that stops at the first error passes`() {
        #expect(violations("#!/usr/bin/env bash\n# Why.\n\nset -euo pipefail\necho\n") == [])
        #expect(violations("#!/bin/bash\nset -euo pipefail\n") == [])
    }

    @Test(
        arguments: [
            "#!/bin/sh\nset -euo pipefail\n", "set -euo pipefail\n",
            "#!/usr/bin/env bash\necho\nset -euo pipefail\n",
            "#!/usr/bin/env bash\nset -e\n", "#!/usr/bin/env bash\n",
            "#!/usr/bin/env python3\nset -euo pipefail\n",
        ])
    func `another shell, or one that goes on, is reported`(text: String) {
        #expect(violations(text).count == 1)
    }

    @Test func `a script that can't be started is reported`() {
        #expect(violations("#!/bin/bash\nset -euo pipefail\n", isExecutable: false).count == 1)
    }

    @Test func `scripts are known by place, ending or first line`() {
        #expect(ShellScripts.isScript(path: "Scripts/run", text: ""))
        #expect(ShellScripts.isScript(path: ".ci/run", text: ""))
        #expect(ShellScripts.isScript(path: "Benchmarks/A/run", text: "#!/bin/sh\n"))
        #expect(!ShellScripts.isScript(path: "Scripts/README.md", text: ""))
        #expect(!ShellScripts.isScript(path: "Scripts/packages", text: "# Sourced by the others.\n"))
        #expect(!ShellScripts.isScript(path: "Benchmarks/A/plot", text: "#!/usr/bin/env python3\n"))
    }
}
