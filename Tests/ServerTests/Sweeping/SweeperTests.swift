import Glibc
import Testing

@testable import Server

/// What has expired goes or ends by itself, what has not stays.
@Suite(.serialized, .tags(.slow)) struct SweeperTests: ServingSuite {
    @Test func `answers, sessions and counters go once they have expired, in every organization`()
        async throws
    {
        try await serving { world in
            try await world.sql(
                """
                INSERT INTO idempotency_keys (id, organization_id, scope, key, request_hash, expires_at)
                SELECT gen_random_uuid(), organization_id, 's', label, sha256('x'), now() + span
                FROM organizations, (VALUES ('old', interval '-1 min'), ('new', interval '1 hour'))
                  AS kept (label, span);
                INSERT INTO login_throttles (kind, subject_hash, failures, window_started_at, last_failed_at)
                VALUES ('TOKEN', sha256('old'), 1, now() - interval '2 days', now() - interval '2 days'),
                  ('TOKEN', sha256('new'), 1, now(), now());
                """)
            let server = try await ServeProcess.start(
                over: world, settings: ["COMANDA_POSTGRES_SWEEP": "1s", "COMANDA_HTTP_DRAIN_DELAY": "0s"])

            var left = ""
            for _ in 0..<600 {
                left = try await world.sql(
                    """
                    SELECT (SELECT string_agg(DISTINCT key, ' ') FROM idempotency_keys) || ' '
                      || (SELECT count(*) FROM login_throttles
                          WHERE subject_hash IN (sha256('old'), sha256('new')))
                    """)
                guard left.contains("old") else { break }
                try await Task.sleep(for: .milliseconds(100))
            }

            #expect(left.contains("new 1") && !left.contains("old"), "\(left)")
            server.child.signal(SIGTERM)
            #expect(await server.child.wait() == 0)
        }
    }

    @Test func `carts are left behind in every organization, though one of them fails`() async throws {
        try await serving { world in
            try await world.sql(
                """
                CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION USING MESSAGE = 'no', ERRCODE = tg_argv[0]; END $$;
                CREATE TRIGGER refuse_one BEFORE UPDATE ON carts FOR EACH ROW
                  WHEN (old.note = 'stuck') EXECUTE FUNCTION refuse_one('raise_exception');
                CREATE TRIGGER undo_one BEFORE UPDATE ON carts FOR EACH ROW
                  WHEN (old.note = 'hot') EXECUTE FUNCTION refuse_one('deadlock_detected');
                INSERT INTO carts (id, organization_id, branch_id, device_hash, type, currency, note,
                  expires_at)
                SELECT gen_random_uuid(), b.organization_id, b.id, sha256(note::bytea), 'TAKEAWAY',
                  b.currency, note, now() - span
                FROM branches AS b, (VALUES ('hot', interval '3 min'), ('stuck', interval '2 min'),
                  ('old', interval '1 min'), ('new', interval '-1 hour')) AS kept (note, span)
                """)
            let server = try await ServeProcess.start(
                over: world, settings: ["COMANDA_POSTGRES_SWEEP": "1s", "COMANDA_HTTP_DRAIN_DELAY": "0s"])

            var left = ""
            for _ in 0..<600 {
                left = try await world.sql(
                    """
                    SELECT string_agg(DISTINCT note || ' ' || status, ', ' ORDER BY note || ' ' || status)
                    FROM carts WHERE note IN ('hot', 'stuck', 'old', 'new')
                    """)
                guard left.contains("old OPEN") else { break }
                try await Task.sleep(for: .milliseconds(100))
            }

            #expect(left == "hot OPEN, new OPEN, old ABANDONED, stuck OPEN")
            server.child.signal(SIGTERM)
            #expect(await server.child.wait() == 0)
        }
    }
}
