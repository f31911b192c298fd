import CLibpq

/// The fields of an error message of the server or of libpq.
struct ServerReport: Sendable {
    var sqlState: SQLState?
    var message: String
    var detail: String?
    var hint: String?
    var constraint: String?
    var table: String?
    var column: String?

    init(message: String, sqlState: SQLState? = nil) {
        self.message = message
        self.sqlState = sqlState
    }

    /// Reads the fields of a failed result.
    init(result: OpaquePointer) {
        func field(_ code: Character) -> String? {
            guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else {
                return nil
            }
            return String(cString: text)
        }
        // The letters are libpq's PG_DIAG_ constants, which are character macros Swift does not import.
        sqlState = field("C").map(SQLState.init(rawValue:))
        message = field("M") ?? String(cString: PQresultErrorMessage(result))
        detail = field("D")
        hint = field("H")
        constraint = field("n")
        table = field("t")
        column = field("c")
    }
}
