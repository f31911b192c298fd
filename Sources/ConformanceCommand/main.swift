// Answers one conformance case a line: standard input to standard output, until the input ends.
//
// The engine alone, so that it builds in seconds and a fuzzer can drive it through a pipe.

import Conformance
import Glibc

func answerAll() async {
    var engine = ConformanceEngine()
    while let line = readLine() {
        var rest = (await engine.answer(Array(line.utf8)))[...]
        rest.append(UInt8(ascii: "\n"))
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard written > 0 else { exit(1) }
            rest = rest.dropFirst(written)
        }
    }
}

await answerAll()
