import GraphQLExecution
import Postgres

extension Explanation {
    /// Notes every statement that it sees.
    var observer: StatementObserver {
        { event in
            self.note(
                Statement(
                    name: event.statement.name, text: event.statement.sql, session: event.session,
                    round: event.round, rowCount: event.rows, elapsed: event.elapsed,
                    isOverhead: event.isOverhead))
        }
    }
}
