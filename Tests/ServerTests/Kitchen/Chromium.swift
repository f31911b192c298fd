import Foundation
import Glibc
import TestSupport
import Testing

@testable import Server

/// A browser without a window, driven over the protocol of its own tools: one page, one call after the other.
///
/// - SeeAlso: Chrome DevTools Protocol
final class Chromium {
    /// The browser of this machine; nil where there is none.
    static let program = ["chromium", "chromium-browser", "google-chrome"].lazy
        .compactMap(Executable.find).first

    /// A call that the browser refuses, or a script that throws.
    struct Failure: Error {
        let text: String
    }

    private struct Reply<Result: Decodable>: Decodable {
        struct Refusal: Decodable {
            let message: String
        }

        let id: Int?
        let result: Result?
        let error: Refusal?
    }

    private struct Target: Decodable {
        let targetId: String?
        let sessionId: String?
    }

    private struct Evaluation: Decodable {
        struct Value: Decodable {
            let value: String?
        }

        struct Exception: Decodable {
            struct Object: Decodable {
                let description: String?
            }

            let text: String
            let exception: Object?
        }

        let result: Value
        let exceptionDetails: Exception?
    }

    private struct Screenshot: Decodable {
        let data: Data
    }

    private struct Nothing: Decodable {}

    private let process: ChildProcess
    private let folder: String
    private let tools: WebSocketClient
    private var session: String?
    private var lastCall = 0

    /// Starts a browser with one empty page.
    static func start() async throws -> Chromium {
        let folder = NSTemporaryDirectory() + "chromium-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createPrivateFolder(folder)
        let process = try ChildProcess.start(
            [
                try #require(program), "--headless=new", "--no-sandbox", "--remote-debugging-port=0",
                "--user-data-dir=\(folder)", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-extensions", "--hide-scrollbars", "--lang=en", "about:blank",
            ], output: folder + "/log")
        for _ in 0..<600 {
            try await Task.sleep(for: .milliseconds(50))
            let told = FileManager.default.contents(atPath: folder + "/DevToolsActivePort") ?? Data()
            let lines = String(decoding: told, as: UTF8.self).split(separator: "\n")
            if lines.count == 2, let port = Int(lines[0]) {
                let tools = try WebSocketClient(port: port, path: String(lines[1]), subprotocol: nil)
                let browser = Chromium(process, folder, tools)
                try await browser.attach()
                return browser
            }
            try #require(process.statusIfEnded() == nil, "the browser ended")
        }
        process.signal(SIGKILL)
        throw Failure(text: "the browser did not start within 30 s")
    }

    private init(_ process: ChildProcess, _ folder: String, _ tools: WebSocketClient) {
        self.process = process
        self.folder = folder
        self.tools = tools
    }

    /// Ends the browser and forgets what it has kept.
    func end() async {
        tools.close()
        kill(-process.id, SIGKILL)
        _ = await process.wait()
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: Pages

    private func attach() async throws {
        let made = try await call("Target.createTarget", #"{"url":"about:blank"}"#, as: Target.self)
        let id = try #require(made.targetId)
        let attached = try await call(
            "Target.attachToTarget", #"{"targetId":"\#(id)","flatten":true}"#, as: Target.self)
        guard let name = attached.sessionId else { throw Failure(text: "the browser shows no page") }
        session = name
    }

    /// Goes to an address.
    func open(_ address: String) async throws {
        // A link that differs behind `#` alone would load nothing.
        _ = try await call("Page.navigate", #"{"url":"about:blank"}"#, as: Nothing.self)
        _ = try await call(
            "Page.navigate", "{\"url\":\(GraphQLSocket.quoted(address))}", as: Nothing.self)
    }

    /// What an expression gives, as text.
    func value(_ expression: String) async throws -> String {
        let script = GraphQLSocket.quoted("Promise.resolve(\(expression)).then(String)")
        let evaluation = try await call(
            "Runtime.evaluate",
            "{\"expression\":\(script),\"awaitPromise\":true,\"returnByValue\":true}", as: Evaluation.self)
        if let exception = evaluation.exceptionDetails {
            throw Failure(text: exception.exception?.description ?? exception.text)
        }
        return evaluation.result.value ?? ""
    }

    /// Whether an expression gives what is expected, sooner or later.
    func shows(_ expression: String, _ expected: String, within limit: Duration = .seconds(20)) async throws
        -> Bool
    {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if (try? await value(expression)) == expected { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    /// Presses a key, as a keyboard does.
    func press(_ key: String) async throws {
        for type in ["keyDown", "keyUp"] {
            let text = key == "Enter" ? ",\"text\":\"\\r\"" : key.count == 1 ? ",\"text\":\"\(key)\"" : ""
            _ = try await call(
                "Input.dispatchKeyEvent",
                "{\"type\":\"\(type)\",\"key\":\"\(key)\",\"code\":\"\(key)\""
                    + (key == "Enter" ? ",\"windowsVirtualKeyCode\":13" : "")
                    + (type == "keyDown" ? text : "") + "}", as: Nothing.self)
        }
    }

    /// Looks at the page on a screen of this size and taste, and keeps the picture where one is wanted.
    func look(width: Int, height: Int, scheme: String, keepAs name: String) async throws {
        let metrics = "{\"width\":\(width),\"height\":\(height),\"deviceScaleFactor\":1,\"mobile\":false}"
        _ = try await call("Emulation.setDeviceMetricsOverride", metrics, as: Nothing.self)
        _ = try await call(
            "Emulation.setEmulatedMedia",
            #"{"features":[{"name":"prefers-color-scheme","value":"\#(scheme)"}]}"#, as: Nothing.self)
        guard let folder = ProcessInfo.processInfo.environment["COMANDA_TEST_SCREENSHOTS"] else { return }
        let picture = try await call("Page.captureScreenshot", #"{"format":"png"}"#, as: Screenshot.self)
        try picture.data.write(to: URL(fileURLWithPath: "\(folder)/\(name).png"))
    }

    // MARK: Calls

    private func call<Result: Decodable>(
        _ method: String, _ parameters: String, as type: Result.Type
    ) async throws -> Result {
        lastCall += 1
        let place = session.map { ",\"sessionId\":\"\($0)\"" } ?? ""
        tools.send("{\"id\":\(lastCall),\"method\":\"\(method)\",\"params\":\(parameters)\(place)}")
        while true {
            guard case .text(let text) = await tools.next() else { throw Failure(text: "the browser ended") }
            let data = Data(text.utf8)
            guard let known = try? JSONDecoder().decode(Reply<Nothing>.self, from: data),
                known.id == lastCall
            else { continue }
            if let refusal = known.error { throw Failure(text: "\(method): \(refusal.message)") }
            let reply = try JSONDecoder().decode(Reply<Result>.self, from: data)
            guard let result = reply.result else { throw Failure(text: "\(method): no result") }
            return result
        }
    }
}
