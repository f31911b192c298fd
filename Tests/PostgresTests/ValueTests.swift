import Postgres
import Testing

struct ValueTests {
    @Test(arguments: ["01020304-0506-0708-090a-0b0c0d0e0f10", "ffffffff-ffff-ffff-0000-000000000000"])
    func `a UUID's text is a fixed point`(_ text: String) {
        #expect(UUIDBytes(text: text)?.description == text)
    }

    @Test(arguments: [
        "", "0102", "g1020304-0506-0708-090a-0b0c0d0e0f10", "01020304-0506-0708-090a-0b0c0d0e0f1011",
    ])
    func `other texts are no UUID`(_ text: String) {
        #expect(UUIDBytes(text: text) == nil)
    }

    @Test
    func `a class of codes matches its members only`() {
        #expect(SQLState.integrityConstraintViolation ~= .uniqueViolation)
        #expect(!(SQLState.uniqueViolation ~= .checkViolation))
        #expect(!(SQLState.integrityConstraintViolation ~= .deadlockDetected))
    }

    @Test
    func `an error's description tells nothing`() {
        let error = PostgresError(.unavailable, message: "password of host secret")

        #expect("\(error)" == "PostgresError(unavailable)")
        #expect(String(reflecting: error).contains("secret"))
    }
}
