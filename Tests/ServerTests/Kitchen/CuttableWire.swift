import Foundation
import Glibc
import Synchronization

/// A network between a browser and a server on this machine, which can be cut and mended.
final class CuttableWire: Sendable {
    private struct State {
        var isCut = false
        /// Both ends of each connection.
        var open: Set<Int32> = []
    }

    /// Where the server is to be found through the wire.
    let port: Int
    private let server: Int
    private let listener: Int32
    private let state = Mutex(State())

    /// A wire to a port of this machine.
    init(to server: Int) {
        self.server = server
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = listen(listener, 64)
                _ = getsockname(listener, $0, &length)
            }
        }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in accept() }
    }

    /// Ends every connection, and lets none through until it is mended.
    func cut() {
        state.withLock { state in
            state.isCut = true
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Lets connections through again.
    func mend() { state.withLock { $0.isCut = false } }

    /// Takes no more connections.
    func close() {
        cut()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            let onward = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.loopback(port: server)
            let isThrough = state.withLock { !$0.isCut } && Self.connect(onward, &address)
            guard isThrough else {
                Glibc.close(client)
                Glibc.close(onward)
                continue
            }
            state.withLock { $0.open.formUnion([client, onward]) }
            Thread.detachNewThread { [self] in relay([client, onward]) }
        }
        Glibc.close(listener)
    }

    /// Hands on what comes from either end until one hangs up.
    private func relay(_ ends: [Int32]) {
        var sides = ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var isOpen = true
        while isOpen, poll(&sides, 2, -1) > 0 {
            for side in 0...1 where isOpen && sides[side].revents != 0 {
                let count = read(ends[side], &buffer, buffer.count)
                isOpen = count > 0 && Self.write(buffer.prefix(count), to: ends[1 - side])
            }
        }
        state.withLock { state in
            state.open.subtract(ends)
            for end in ends { Glibc.close(end) }
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to side: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(side, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func connect(_ descriptor: Int32, _ address: inout sockaddr_in) -> Bool {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
