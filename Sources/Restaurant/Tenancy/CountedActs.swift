internal import Accounts
internal import DataLoader
internal import Domain

extension MutationSession<TenancyErrorCode> {
    /// Counts what is about to be done.
    ///
    /// - Throws: TOO_MANY_ATTEMPTS once it was done too often.
    func count(_ act: CountedAct, at path: [String]) async throws(TenancyFailure) {
        guard let seconds = CountedAct.wait(in: try await run(act.counting)) else { return }
        throw .rejected(
            TenancyRejection(
                .tooManyAttempts, at: ["input"] + path, "Too often; wait \(seconds) seconds."))
    }
}
