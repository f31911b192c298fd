import Foundation
import Glibc
import Testing

@testable import Server

/// What a program that we start gets of us.
@Suite struct ChildProcessTests {
    @Test func `a program gets none of our sockets and files, and begins in the root`() async throws {
        // As the server's socket is: nothing says that it ends where another program begins.
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listening) }
        try #require(listening >= 0 && listen(listening, 1) == 0)
        #expect(fcntl(listening, F_GETFD) & FD_CLOEXEC == 0)

        let (status, output) = try await ChildProcess.run([
            "/bin/ls", "-l", "/proc/self/fd", "/proc/self/cwd",
        ])

        #expect(status == 0)
        #expect(output.contains("0 -> /dev/null"), "\(output)")
        #expect(output.contains("cwd -> /\n"), "\(output)")
        #expect(!output.contains("socket:"), "\(output)")
        // Its three, and the folder that it reads.
        #expect(output.split(separator: "\n").count { $0.contains(" -> ") } == 5, "\(output)")
    }
}
