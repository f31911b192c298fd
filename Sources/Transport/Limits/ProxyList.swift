/// The networks of proxies that are believed when they say for whom they ask.
public struct ProxyList: Sendable, Equatable {
    private struct Network: Sendable, Equatable {
        let high: UInt64
        let low: UInt64
        let highMask: UInt64
        let lowMask: UInt64

        func contains(_ address: ClientAddress) -> Bool {
            address.high & highMask == high && address.low & lowMask == low
        }
    }

    private var networks: [Network] = []

    /// Nobody is believed.
    public init() {}

    /// Reads `10.0.0.0/8, 2001:db8::1`.
    ///
    /// - Throws: ``BadProxy`` for the first entry that is neither an address nor a network.
    public init(_ text: String) throws(BadProxy) {
        for entry in text.split(separator: ",") {
            let entry = entry.drop { $0 == " " }
            let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = ClientAddress(parts[0]) else { throw BadProxy(entry: String(entry)) }
            let bits = address.isIPv4 ? 32 : 128
            var length = bits
            if parts.count > 1 {
                guard let given = Int(parts[1]), (0...bits).contains(given) else {
                    throw BadProxy(entry: String(entry))
                }
                length = given
            }
            networks.append(Self.network(address, length + 128 - bits))
        }
    }

    private static func network(_ address: ClientAddress, _ length: Int) -> Network {
        // Shifting by the whole width leaves nothing.
        let highMask = ~UInt64(0) << UInt64(max(64 - length, 0))
        let lowMask = ~UInt64(0) << UInt64(min(128 - length, 64))
        return Network(
            high: address.high & highMask, low: address.low & lowMask, highMask: highMask, lowMask: lowMask)
    }

    private func contains(_ address: ClientAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }

    /// Who asks: the peer, or, where that is a proxy of ours, the last address of `X-Forwarded-For` that is
    /// none of them. What stands before it may be anybody's invention.
    ///
    /// - Parameter forwarded: the lines of the header, in their order.
    /// - Complexity: O(proxies × entries that are proxies).
    func client(of peer: ClientAddress?, forwarded: @autoclosure () -> [String]) -> ClientAddress? {
        guard let peer, !networks.isEmpty, contains(peer) else { return peer }
        var last = peer
        for line in forwarded().reversed() {
            for entry in line.split(separator: ",", omittingEmptySubsequences: false).reversed() {
                guard let address = ClientAddress(entry) else { return last }
                last = address
                if !contains(address) { return address }
            }
        }
        return last
    }
}

/// An entry of a list of proxies that can't be read.
public struct BadProxy: Error, Sendable, Equatable {
    /// The entry.
    public let entry: String
}
