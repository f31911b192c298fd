internal import Postgres

/// Counts guesses for all instances together, in the database: the one place that all of them ask.
///
/// A guess is counted before it is tried and given back when it was right, or never tried. So a crash in
/// between counts one too many and never one too few, and no number of processes tries more than the rule
/// allows.
enum GuessThrottle {
    private static let count = Statement(
        "GuessThrottle.count",
        """
        SELECT count_guess($1, sha256(convert_to(lower($2), 'UTF8')), make_interval(secs => $3), $4, $5, \
        make_interval(secs => $6))
        """, parameters: [.text, .text, .float8, .int4, .int4, .float8])

    /// `login_throttles_pkey` serves it.
    private static let reached = Statement(
        "GuessThrottle.reached",
        """
        SELECT 1 FROM login_throttles
        WHERE kind = $1 AND subject_hash = sha256(convert_to(lower($2), 'UTF8')) AND failures = $3
        """, parameters: [.text, .text, .int4])

    /// `login_throttles_pkey` serves it.
    private static let forgive = Statement(
        "GuessThrottle.forgive",
        """
        UPDATE login_throttles SET failures = greatest(failures - 1, 0),
          blocked_until = CASE WHEN failures - 1 >= $3 THEN blocked_until END
        WHERE kind = $1 AND subject_hash = sha256(convert_to(lower($2), 'UTF8')) AND failures > 0
        """, parameters: [.text, .text, .int4])

    /// `login_throttles_pkey` serves it.
    private static let forget = Statement(
        "GuessThrottle.forget",
        """
        DELETE FROM login_throttles
        WHERE kind = $1 AND subject_hash = sha256(convert_to(lower($2), 'UTF8'))
        """, parameters: [.text, .text])

    /// A few of the counters that nobody needs any more, `login_throttles_last_failed_idx` finds them; rows
    /// that others hold are left to them.
    static let sweep = Statement(
        "GuessThrottle.sweep",
        """
        DELETE FROM login_throttles WHERE (kind, subject_hash) IN (
          SELECT kind, subject_hash FROM login_throttles WHERE last_failed_at < now() - interval '1 day'
          ORDER BY last_failed_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        """, parameters: [.int8])

    /// Counts one guess for each subject; always in the same order of kinds, so that two processes never
    /// wait for each other.
    ///
    /// - Returns: the statements of one round; their results are for ``wait(in:)``.
    static func counting(_ subjects: [GuessSubject]) -> [BoundStatement] {
        subjects.map(counting)
    }

    /// Counts one guess.
    static func counting(_ subject: GuessSubject) -> BoundStatement {
        count.bind(
            .text(subject.kind.rawValue), .text(subject.text), .float64(subject.rule.span.inSeconds),
            .int32(Int32(clamping: subject.rule.guessesMax)),
            .int32(Int32(clamping: subject.rule.guessesFree)), .float64(subject.rule.delayMax.inSeconds))
    }

    /// Asks of each subject, behind ``counting(_:)``, whether this guess was its last free one: a row says
    /// so.
    static func reaching(_ subjects: [GuessSubject]) -> [BoundStatement] {
        subjects.map { subject in
            reached.bind(
                .text(subject.kind.rawValue), .text(subject.text),
                .int32(Int32(clamping: subject.rule.guessesFree)))
        }
    }

    /// How many seconds to wait, as the longest of the counters says; nil to go on.
    static func wait(in results: some Sequence<PostgresResult>) -> Int? {
        results.compactMap { $0.rowCount > 0 ? $0.int(0, 0).map(Int.init) : nil }.max().flatMap {
            $0 > 0 ? $0 : nil
        }
    }

    /// After a right guess: the one who made it is forgotten, what others share is given back.
    static func forgiving(own: GuessSubject, shared: GuessSubject?) -> [BoundStatement] {
        givingBack([shared].compactMap(\.self)) + [forgetting(own), sweep.bind(.int64(50))]
    }

    /// Takes one guess back for each subject: it was right, or never tried.
    static func givingBack(_ subjects: [GuessSubject]) -> [BoundStatement] {
        subjects.map { subject in
            forgive.bind(
                .text(subject.kind.rawValue), .text(subject.text),
                .int32(Int32(clamping: subject.rule.guessesFree)))
        }
    }

    /// Forgets what was counted for a subject.
    static func forgetting(_ subject: GuessSubject) -> BoundStatement {
        forget.bind(.text(subject.kind.rawValue), .text(subject.text))
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
