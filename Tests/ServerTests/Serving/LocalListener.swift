import Glibc
import Testing

/// A socket on a free port of this machine, behind which a test plays somebody else's server.
struct LocalListener {
    let descriptor: Int32
    let port: Int

    init() throws {
        let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(opened, $0, size) == 0 && listen(opened, 16) == 0
                    && getsockname(opened, $0, &length) == 0
            }
        }
        try #require(isBound)
        descriptor = opened
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// Whoever waits for a connection wakes, and nobody comes any more.
    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        Glibc.close(descriptor)
    }
}
