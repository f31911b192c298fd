import CLibpq

/// A fresh connection on its way to its owner, and the right to cancel its statements.
//
// Sendable: the pointer is made by one thread and given to exactly one actor, which
// alone uses it from then on.
struct Connected: @unchecked Sendable {
    let pointer: OpaquePointer
    let cancel: CancelRight
}

/// What it takes to cancel a connection's statement from any thread.
//
// Sendable: a PGcancel is a read-only copy of the address and the secret key; libpq
// documents `PQcancel` as safe on any thread. It is freed when no request can use it any more.
final class CancelRight: @unchecked Sendable {
    private let pointer: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit {
        PQfreeCancel(pointer)
    }

    /// Asks the server to cancel and waits until it has taken the request: blocks.
    func request() {
        var reason = [CChar](repeating: 0, count: 256)
        PQcancel(pointer, &reason, Int32(truncatingIfNeeded: reason.count))
    }
}

/// Opens connections with our settings.
struct Connector: Sendable {
    /// What a connection is for; decides its session settings.
    enum Purpose: Sendable {
        case read, write, tool
    }

    private let keywords: [String]
    private let values: [String]

    init(_ configuration: PostgresConfiguration, _ purpose: Purpose) {
        // Later keywords win over the connection string, which libpq expands at the place of `dbname`.
        var settings: [(String, String)] = [
            ("dbname", configuration.connectionString),
            ("application_name", configuration.applicationName),
            ("client_encoding", "UTF8"),
            ("connect_timeout", String(max(2, configuration.connectTimeout.components.seconds))),
            ("tcp_user_timeout", String(configuration.tcpUserTimeout.milliseconds)),
            // A peer that vanishes while we only listen shows within some 9 seconds.
            ("keepalives_idle", "3"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("options", Self.options(configuration, purpose)),
        ]
        if purpose == .write { settings.append(("target_session_attrs", "read-write")) }
        keywords = settings.map(\.0)
        values = settings.map(\.1)
    }

    /// Connects, look-up of the name included: blocks up to the connect timeout.
    func connect() -> Result<Connected, PostgresError> {
        let connection = withCStrings(keywords) { keywords in
            withCStrings(values) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let connection else { return .failure(PostgresError(.unavailable, message: "out of memory")) }
        guard PQstatus(connection) == CONNECTION_OK, let cancel = CancelRight(connection) else {
            let message = String(cString: PQerrorMessage(connection))
            PQfinish(connection)
            return .failure(PostgresError(.unavailable, message: message))
        }
        return .success(Connected(pointer: connection, cancel: cancel))
    }

    /// The server settings of the session, after those the connection string brings along.
    private static func options(_ configuration: PostgresConfiguration, _ purpose: Purpose) -> String {
        var settings = ["timezone=UTC", "datestyle=ISO", "intervalstyle=iso_8601"]
        if purpose != .tool {
            settings += [
                "statement_timeout=\(configuration.statementTimeout.milliseconds)",
                "lock_timeout=\(configuration.lockTimeout.milliseconds)",
                "idle_in_transaction_session_timeout=\(configuration.idleInTransactionTimeout.milliseconds)",
            ]
        }
        switch purpose {
        case .read:
            settings += [
                "default_transaction_isolation=repeatable\\ read", "default_transaction_read_only=on",
                "plan_cache_mode=\(PlanCacheMode.initial(isWrite: false).setting)",
            ]
        case .write:
            settings += [
                "default_transaction_isolation=read\\ committed",
                "plan_cache_mode=\(PlanCacheMode.initial(isWrite: true).setting)",
            ]
        case .tool:
            break
        }
        return ([givenOptions(configuration)] + settings.map { "-c \($0)" }).joined(separator: " ")
    }

    private static func givenOptions(_ configuration: PostgresConfiguration) -> String {
        guard let parsed = PQconninfoParse(configuration.connectionString, nil) else { return "" }
        defer { PQconninfoFree(parsed) }
        var option = parsed
        while let keyword = option.pointee.keyword {
            if String(cString: keyword) == "options", let value = option.pointee.val {
                return String(cString: value)
            }
            option += 1
        }
        return ""
    }
}

extension Duration {
    /// Whole milliseconds, for the server's settings.
    var milliseconds: UInt64 { nanoseconds / 1_000_000 }
}

/// Lends a null-terminated array of C strings.
private func withCStrings<Value>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
) -> Value {
    var bytes: [CChar] = []
    let offsets = strings.map { string in
        defer { bytes.append(contentsOf: string.utf8CString) }
        return bytes.count
    }
    return bytes.withUnsafeBufferPointer { bytes in
        let pointers = offsets.map { offset in bytes.baseAddress.map { $0 + offset } } + [nil]
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
