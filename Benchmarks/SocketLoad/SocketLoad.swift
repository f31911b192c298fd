import Glibc

/// Holds the server's sockets against the figures that are asked for; see `Benchmarks/README.md`.
///
///     SocketLoad PLACES SERVER-PORT:PROCESS OTHER-PORT:PROCESS ECHO-PORT:PROCESS [SCALE [STEP…]]
@main
struct SocketLoad {
    static func main() {
        let words = CommandLine.arguments.dropFirst()
        let places = Text.file(words.first ?? "").split(separator: "\n").compactMap { Place($0) }
        let servers = words.dropFirst().prefix(3).compactMap { ServerProcess($0) }
        guard !places.isEmpty, servers.count == 3 else {
            print("SocketLoad PLACES PORT:PROCESS PORT:PROCESS PORT:PROCESS [SCALE [STEP…]]")
            exit(64)
        }
        let scale = words.dropFirst(4).first.flatMap { Double($0) } ?? 1
        var bench = Bench(
            places: places, server: servers[0], other: servers[1], echo: servers[2], scale: scale)
        let asked = Set(words.dropFirst(5))
        func wants(_ step: String) -> Bool { asked.isEmpty || asked.contains(step) }
        if wants("resets") { bench.resets() }
        if wants("idle") { bench.idleSockets() }
        if wants("event") { bench.oneEvent() }
        if wants("stuck") { bench.stuckReaders() }
        if wants("processes") { bench.otherProcess() }
        exit(bench.report.failures == 0 ? 0 : 1)
    }
}
