/// The table `schema_migrations`: which steps a database has, and the SHA-256 of the text that made each.
///
/// The server computes the sums (`sha256` is built in since PostgreSQL 11), so that this library needs no
/// cryptography of its own.
struct MigrationLog {
    /// One applied step.
    struct Entry: Hashable {
        let number: Int
        let name: String
        let checksum: String
        let appliedAt: String

        var label: String { MigrationFile(number: number, name: name, up: "", down: "").label }
    }

    private static let create = """
        CREATE TABLE IF NOT EXISTS public.schema_migrations (
            number integer PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
            applied_at timestamptz NOT NULL DEFAULT now(),
            applied_by text NOT NULL DEFAULT current_user)
        """
    private static let exists = Statement(
        "migrations.exists", "SELECT to_regclass('public.schema_migrations') IS NOT NULL")
    private static let read = Statement(
        "migrations.read",
        "SELECT number, name, checksum, applied_at FROM public.schema_migrations ORDER BY number",
        results: .text)
    private static let digest = Statement(
        "migrations.digest", "SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", parameters: [.text])
    private static let insert = Statement(
        "migrations.insert",
        """
        INSERT INTO public.schema_migrations (number, name, checksum)
        VALUES ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'))
        """, parameters: [.int4, .text, .text])
    private static let delete = Statement(
        "migrations.delete", "DELETE FROM public.schema_migrations WHERE number = $1", parameters: [.int4])

    let connection: PostgresConnection

    /// Makes the table where it is missing.
    func prepare() async throws(PostgresError) {
        // Asked first, since IF NOT EXISTS still writes a notice.
        guard try await connection.run(Self.exists.bind()).bool(0, 0) != true else { return }
        try await connection.execute(script: Self.create)
    }

    /// The applied steps by number; none in a database that was never migrated.
    func entries() async throws(PostgresError) -> [Entry] {
        guard try await connection.run(Self.exists.bind()).bool(0, 0) == true else { return [] }
        let rows = try await connection.run(Self.read.bind())
        return (0..<rows.rowCount).map { row in
            Entry(
                number: Int(rows.int(row, 0) ?? 0), name: rows.string(row, 1) ?? "",
                checksum: rows.string(row, 2) ?? "", appliedAt: rows.string(row, 3) ?? "")
        }
    }

    /// The sum of a file's text.
    func checksum(of file: MigrationFile) async throws(PostgresError) -> String {
        try await connection.run(Self.digest.bind(.text(file.up))).string(0, 0) ?? ""
    }

    /// Notes a step as applied.
    func record(_ file: MigrationFile) async throws(PostgresError) {
        let number = Int32(truncatingIfNeeded: file.number)
        try await connection.run(Self.insert.bind(.int32(number), .text(file.name), .text(file.up)))
    }

    /// Notes a step as taken back.
    func forget(_ file: MigrationFile) async throws(PostgresError) {
        try await connection.run(Self.delete.bind(.int32(Int32(truncatingIfNeeded: file.number))))
    }

    /// Every step that is known here or there, by number.
    func statuses(_ migrations: MigrationSet) async throws(PostgresError) -> [MigrationStatus] {
        var applied: [Int: Entry] = [:]
        for entry in try await entries() { applied[entry.number] = entry }
        var statuses: [MigrationStatus] = []
        for file in migrations.files {
            var state = MigrationStatus.State.pending
            let entry = applied.removeValue(forKey: file.number)
            if let entry {
                let same = try await entry.checksum == checksum(of: file)
                state = same && entry.name == file.name ? .applied : .changed
            }
            statuses.append(
                MigrationStatus(
                    label: file.label, number: file.number, state: state, appliedAt: entry?.appliedAt))
        }
        for entry in applied.values {
            statuses.append(
                MigrationStatus(
                    label: entry.label, number: entry.number, state: .unknown, appliedAt: entry.appliedAt))
        }
        return statuses.sorted { $0.number < $1.number }
    }
}
