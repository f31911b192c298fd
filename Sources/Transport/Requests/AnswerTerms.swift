import NIOHTTP1

/// What a caller takes of an answer: how it may come, and what the caller has already.
struct AnswerTerms: Sendable {
    /// Whether the body may come compressed.
    var takesGzip = false
    /// Whether caches may keep the answer: everybody who asks gets the same.
    var isShared = false
    /// The tags that the caller has bodies of.
    var known: String?

    /// - Parameter isShared: as far as the kind of request decides; a credential keeps caches out anyway.
    init(_ headers: HTTPHeaders, isShared: Bool) {
        takesGzip = Gzip.isTaken(headers.first(name: "accept-encoding"))
        self.isShared =
            isShared && !headers.contains(name: "authorization") && !headers.contains(name: "act-as")
        known = headers.first(name: "if-none-match")
    }

    /// Those of a caller who takes answers as they are.
    init() {}
}
