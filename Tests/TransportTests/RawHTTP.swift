import Dispatch
import Glibc

/// A plain TCP exchange with a server: bytes out, bytes in, until the server closes or falls silent.
///
/// Blocking calls, each on a thread of its own, so that the cooperative pool that serves is never held up.
enum RawHTTP {
    /// One step of a conversation.
    enum Step {
        case send(String)
        case sendBytes([UInt8])
        case pause(milliseconds: Int)
        /// Ends our side of the connection.
        case shutOutput
        /// Reads until this many whole answers came (by Content-Length), the server closed, or 10 s passed.
        case read(answers: Int)
        /// Reads until the server closes or 10 s passed.
        case readToEnd
        /// As `readToEnd`, with a pause before each of the reads of at most so many bytes.
        case readSlowly(byteCount: Int, milliseconds: Int)
    }

    /// What the conversation brought.
    struct Result: Sendable {
        var text = ""
        /// Whether the server ended the connection.
        var isClosed = false

        /// The status codes of all answers in order.
        var statuses: [Int] {
            text.split(separator: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
        }

        /// The value of the first header line of this name.
        func header(_ name: String) -> String? {
            for line in text.split(whereSeparator: \.isNewline) {
                let halves = line.split(separator: ":", maxSplits: 1)
                guard halves.count == 2, halves[0].lowercased() == name.lowercased() else { continue }
                return halves[1].drop { $0 == " " }.description
            }
            return nil
        }

        /// What follows the first blank line.
        var body: Substring {
            guard let end = text.range(of: "\r\n\r\n") else { return "" }
            return text[end.upperBound...]
        }
    }

    /// Connects to the port on this machine and goes through the steps.
    static func talk(port: Int, _ steps: [Step]) async -> Result {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "raw http").async { continuation.resume(returning: run(port: port, steps)) }
        }
    }

    private static func run(port: Int, _ steps: [Step]) -> Result {
        var result = Result()
        var received: [UInt8] = []
        let socket = connected(port: port)
        guard socket >= 0 else { return result }
        defer { close(socket) }
        for step in steps {
            switch step {
            case .send(let text): send(Array(text.utf8), to: socket)
            case .sendBytes(let bytes): send(bytes, to: socket)
            case .pause(let milliseconds): usleep(UInt32(milliseconds) * 1000)
            case .shutOutput: shutdown(socket, Int32(SHUT_WR))
            case .read(let answers):
                while completeAnswers(in: received) < answers, !result.isClosed {
                    guard receive(from: socket, into: &received, isClosed: &result.isClosed) else { break }
                }
            case .readToEnd:
                while !result.isClosed {
                    guard receive(from: socket, into: &received, isClosed: &result.isClosed) else { break }
                }
            case .readSlowly(let byteCount, let milliseconds):
                while !result.isClosed {
                    usleep(UInt32(milliseconds) * 1000)
                    let end = received.count + byteCount
                    while received.count < end, !result.isClosed {
                        guard receive(from: socket, into: &received, isClosed: &result.isClosed) else {
                            break
                        }
                    }
                }
            }
        }
        result.text = String(decoding: received, as: UTF8.self)
        return result
    }

    private static func connected(port: Int) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var wait = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return outcome == 0 ? descriptor : -1
    }

    private static func send(_ bytes: [UInt8], to socket: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    socket, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    private static func receive(from socket: Int32, into received: inout [UInt8], isClosed: inout Bool)
        -> Bool
    {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 {
            received.append(contentsOf: buffer[..<count])
            return true
        }
        isClosed = count == 0 || errno == ECONNRESET
        return false
    }

    private static func completeAnswers(in bytes: [UInt8]) -> Int {
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        var count = 0
        while let end = rest.range(of: "\r\n\r\n") {
            let head = Result(text: String(rest[..<end.lowerBound]))
            let length = head.header("Content-Length").flatMap { Int($0) } ?? 0
            let body = rest[end.upperBound...]
            guard body.utf8.count >= length else { break }
            count += 1
            rest = Substring(body.utf8.dropFirst(length))
        }
        return count
    }
}

extension StringProtocol {
    /// The first place of a literal text; enough for tests, without Foundation.
    func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].unicodeScalars.starts(with: text.unicodeScalars) {
                return start..<(unicodeScalars.index(start, offsetBy: text.unicodeScalars.count))
            }
            start = unicodeScalars.index(after: start)
        }
        return nil
    }
}
