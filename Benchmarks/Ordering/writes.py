#!/usr/bin/env python3
"""Turns what PostgreSQL logged for two equal writes into a pgbench script that makes the same writes each time anew.

What differs between the two belongs to one request alone: its identifiers and its numbers. Identifiers are drawn
anew in each transaction, and so are numbers that must differ; everything else is sent as it was.

    writes.py LOG FIRST-MARK SECOND-MARK
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from capture import UUID, sessions, statements, type_name  # noqa: E402

ENDS = ("BEGIN", "COMMIT", "ROLLBACK")


def between(log: str, start: str, end: str) -> list:
    """The statements of the transaction that made an order between two marks: its session may have done more."""
    first = log.rindex(start)
    part = log[first : log.index(end, first)] if end else log[first:]
    own = next(each for each in sessions(part) if "INSERT INTO orders" in each)
    transactions: list = [[]]
    for sql, values in statements(own):
        if sql.startswith(ENDS):
            transactions.append([])
        else:
            transactions[-1].append((sql, values))
    return next(each for each in transactions if any("INSERT INTO orders" in sql for sql, _ in each))


def main(path: str, first: str, second: str):
    log = Path(path).read_text(encoding="utf-8", errors="replace")
    one, other = between(log, first, second), between(log, second, "")
    if [sql for sql, _ in one] != [sql for sql, _ in other]:
        own = {sql for sql, _ in one} ^ {sql for sql, _ in other}
        sys.exit("two equal requests sent different statements:\n" + "\n".join(sorted(own)))
    # What the other request does not name at all: the order of a set may differ.
    common = set(re.findall(UUID, str(other)))
    fresh: dict = {}
    for mine in re.findall(UUID, str(one)):
        if mine not in common:
            fresh.setdefault(mine, f"u{len(fresh)}")
    lines = ["\\if :prepared = 0"]
    for number, (sql, values) in enumerate(one):
        types = ", ".join(type_name(sql, place + 1, value) for place, value in enumerate(values))
        lines.append(f"PREPARE s{number}{f' ({types})' if types else ''} AS {sql};")
    lines += ["\\set prepared 1", "\\endif", "\\set n random(1000000, 2000000000)"]
    for name in fresh.values():
        lines.append(f"\\set {name}a random(10000000, 99999999)")
        lines.append(f"\\set {name}b random(100000000000, 999999999999)")
    lines.append("BEGIN;")
    for number, (sql, values) in enumerate(one):
        sent = [anew(value, else_where, fresh) for value, else_where in zip(values, other[number][1])]
        if "INSERT INTO audit_log" in sql:
            columns = re.search(r"audit_log \(([^)]*)\)", sql)[1].split(", ")
            sent[columns.index("sequence")] = "(:head_audit_sequence + 1)"
            sent[columns.index("previous_hash")] = "':head_audit_hash'"
        # The chain's head, which the audit's entry goes on from.
        end = " \\aset head_" if "audit_hash FROM event_counters" in sql else ";"
        lines.append(f"EXECUTE s{number}{'(' + ', '.join(sent) + ')' if sent else ''}{end}")
    lines.append("COMMIT;")
    print("\n".join(lines))


def anew(value: str, else_where: str, fresh: dict) -> str:
    """A parameter as each transaction sends it."""
    if value != else_where and re.fullmatch(r"'\d{1,9}'", value):
        return "':n'"
    return re.sub(UUID, lambda found: drawn(fresh[found[0]]) if found[0] in fresh else found[0], value)


def drawn(name: str) -> str:
    """An identifier out of two numbers; pgbench puts variables into quoted text too."""
    return f":{name}a-0000-7000-8000-:{name}b"


if __name__ == "__main__":
    main(*sys.argv[1:])
