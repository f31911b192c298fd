import Dispatch
import Glibc
import Synchronization
import Testing

/// A Redis as bad as it gets: it does what a test says, on a port of this machine.
final class FakeRedis: Sendable {
    /// How it answers.
    enum Mood: Sendable, Equatable {
        case good
        /// It takes everything and says nothing.
        case hanging
        /// It answers with this, whatever is asked.
        case saying(String)
    }

    private struct State {
        var mood: Mood
        var commands: [String] = []
        var listeners: Set<Int32> = []
        var connections: Set<Int32> = []
    }

    private let listener: LocalListener
    private let state: Mutex<State>

    init(_ mood: Mood = .good) throws {
        listener = try LocalListener()
        state = Mutex(State(mood: mood))
        DispatchQueue.global().async { self.accept() }
    }

    var port: Int { listener.port }

    /// What it was asked so far.
    var commands: [String] { state.withLock { $0.commands } }

    /// How it answers from now on.
    func becomes(_ mood: Mood) { state.withLock { $0.mood = mood } }

    /// Breaks off all connections.
    func hangsUp() {
        state.withLock { state in
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
            state.listeners = []
        }
    }

    /// Is gone.
    func ends() {
        listener.close()
        hangsUp()
    }

    private func accept() {
        while true {
            let connection = Glibc.accept(listener.descriptor, nil, nil)
            guard connection >= 0 else { return }
            state.withLock { _ = $0.connections.insert(connection) }
            DispatchQueue.global().async { self.serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            let words = text.split(separator: "\r\n").filter { !$0.hasPrefix("*") && !$0.hasPrefix("$") }
            answer(words.joined(separator: " "), to: connection)
        }
        // Together, or what is said to the listeners would go to whoever gets the number next.
        state.withLock { state in
            state.connections.remove(connection)
            state.listeners.remove(connection)
            close(connection)
        }
    }

    private func answer(_ command: String, to connection: Int32) {
        state.withLock { state in
            state.commands.append(command)
            switch state.mood {
            case .hanging: break
            case .saying(let text): write(text, to: connection)
            case .good where command.hasPrefix("SUBSCRIBE"):
                state.listeners.insert(connection)
                write("*1\r\n$9\r\nsubscribe\r\n", to: connection)
            case .good where command.hasPrefix("PUBLISH"):
                for listener in state.listeners { write("*1\r\n$7\r\nmessage\r\n", to: listener) }
                write(":\(state.listeners.count)\r\n", to: connection)
            case .good where command == "PING": write("*1\r\n$4\r\npong\r\n", to: connection)
            case .good: write("+OK\r\n", to: connection)
            }
        }
    }

    /// Who does not read misses it.
    private func write(_ text: String, to connection: Int32) {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        _ = Array(text.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, flags) }
    }
}
