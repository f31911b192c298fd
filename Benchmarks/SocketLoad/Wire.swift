import CEpoll
import Glibc

/// Who a connection's bytes are for.
protocol WireUser: AnyObject {
    /// Bytes have come.
    ///
    /// - Returns: how many of them are done with; the others come again, with more behind them.
    func take(_ bytes: UnsafeRawBufferPointer) -> Int
    /// The other end has closed, or was never there.
    func ended()
}

/// A connection to this machine.
final class Wire {
    let descriptor: Int32
    weak var user: (any WireUser)?
    private let loop: Loop
    private var unread: [UInt8] = []
    private var unsent: [UInt8]
    private var reads = true
    private var waitsToWrite = true
    private var isOpen = true

    /// Connects.
    ///
    /// - Parameters:
    ///   - source: which of this machine's addresses it comes from: so many from each as a house may have.
    ///   - isNarrow: whether it has little room, as over a real network, for a reader that will stand still.
    ///   - greeting: what it says first.
    init(_ loop: Loop, port: Int, source: Int, isNarrow: Bool = false, greeting: [UInt8] = []) {
        self.loop = loop
        unsent = greeting
        descriptor = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        set(Int32(IPPROTO_IP), Self.bindWithoutPort, 1)
        if isNarrow {
            set(SOL_SOCKET, SO_RCVBUF, 4_096)
            set(Int32(IPPROTO_TCP), TCP_MAXSEG, 1_448)
        }
        withAddress(0x7f00_0001 + UInt32(source / Self.perAddress), port: 0) { bind(descriptor, $0, $1) }
        withAddress(0x7f00_0001, port: UInt16(truncatingIfNeeded: port)) { connect(descriptor, $0, $1) }
        loop.add(self, reads: true, writes: true)
    }

    deinit { end() }

    /// Fewer than `ws.addressConnections`.
    private static let perAddress = 150
    /// `IP_BIND_ADDRESS_NO_PORT`: the port is chosen when the other end is known, so that none runs out.
    private static let bindWithoutPort: Int32 = 24

    private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private func withAddress(
        _ host: UInt32, port: UInt16, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, size) }
        }
    }

    // MARK: Both ways

    /// Something can be done.
    func ready(_ events: UInt32) {
        if events & EPOLLOUT.rawValue != 0 { flush() }
        guard isOpen, events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 else { return }
        let count = recv(descriptor, loop.room.baseAddress, loop.room.count, 0)
        guard count > 0 else {
            if count == 0 || (errno != EAGAIN && errno != EINTR) {
                end()
                user?.ended()
            }
            return
        }
        take(UnsafeRawBufferPointer(rebasing: loop.room[..<count]))
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        guard let user else { return }
        if unread.isEmpty {
            let count = user.take(bytes)
            if count < bytes.count, isOpen { unread = Array(bytes[count...]) }
        } else {
            unread += bytes
            let whole = unread
            unread = Array(whole.dropFirst(whole.withUnsafeBytes { user.take($0) }))
        }
    }

    /// Sends bytes behind those that wait.
    func send(_ bytes: [UInt8]) {
        unsent += bytes
        if !waitsToWrite { flush() }
    }

    private func flush() {
        while !unsent.isEmpty {
            let count = Glibc.send(descriptor, unsent, unsent.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { break }
            unsent.removeFirst(count)
        }
        let waits = !unsent.isEmpty
        guard waits != waitsToWrite, isOpen else { return }
        waitsToWrite = waits
        loop.change(self, reads: reads, writes: waits)
    }

    /// Takes nothing more, or goes on.
    func setReading(_ reads: Bool) {
        guard isOpen else { return }
        self.reads = reads
        loop.change(self, reads: reads, writes: waitsToWrite)
    }

    /// Closes without a word, as a machine does that loses its power: the other end hears a reset.
    func reset() {
        guard isOpen else { return }
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        end()
    }

    private func end() {
        guard isOpen else { return }
        isOpen = false
        loop.remove(self)
        close(descriptor)
    }
}
