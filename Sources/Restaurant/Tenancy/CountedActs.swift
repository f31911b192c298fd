internal import Accounts
internal import DataLoader
internal import Domain

extension MutationSession<TenancyErrorCode> {
    /// Counts what is about to be done.
    ///
    /// - Throws: TOO_MANY_ATTEMPTS once it was done too often.
    func count(_ act: CountedAct, at path: [String]) async throws(TenancyFailure) {
        guard let seconds = CountedAct.wait(in: try await run(act.counting)) else { return }
        throw Self.tooOften(seconds, path)
    }

    fileprivate static func tooOften(_ seconds: Int, _ path: [String]) -> TenancyFailure {
        .rejected(
            TenancyRejection(
                .tooManyAttempts, at: ["input"] + path, "Too often; wait \(seconds) seconds."))
    }
}

extension Preparation<TenancyErrorCode> {
    /// Counts what is about to be done, for good, whatever becomes of the mutation.
    ///
    /// - Throws: TOO_MANY_ATTEMPTS once it was done too often.
    func count(_ act: CountedAct, at path: [String]) async throws(TenancyFailure) {
        let seconds = try await note { (session) async throws(TenancyFailure) -> Int? in
            CountedAct.wait(in: try await session.run(act.counting))
        }
        if let seconds { throw MutationSession<TenancyErrorCode>.tooOften(seconds, path) }
    }
}
