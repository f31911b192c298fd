import Foundation
import Glibc

/// What the system knows of this process.
struct ProcessFigures: Sendable {
    /// Bytes of memory that are in use, not counting what was swapped out.
    let residentBytes: Int?
    /// Descriptors that are open: sockets and files.
    let descriptors: Int?
    /// Most that may be.
    let descriptorsMax: Int?

    /// The figures of now. Costs a look at each descriptor's name.
    static func read() -> ProcessFigures {
        var limit = rlimit()
        let hasLimit = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return ProcessFigures(
            residentBytes: residentPages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) },
            descriptors: try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
            descriptorsMax: hasLimit ? Int(clamping: limit.rlim_cur) : nil)
    }

    /// The second number of `/proc/self/statm`.
    private static var residentPages: Int? {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return nil }
        let words = String(decoding: data, as: UTF8.self).split(separator: " ")
        return words.count > 1 ? Int(words[1]) : nil
    }
}
