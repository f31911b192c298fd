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
from capture import UUID, statements, type_name  # noqa: E402

OWN = {"BEGIN", "COMMIT"}


def between(log: str, start: str, end: str) -> list:
    """The statements of the one session that made an order between two marks."""
    first = log.rindex(start)
    part = log[first : log.index(end, first)] if end else log[first:]
    entries = re.split(r"(?m)^(?=\d{4}-\d\d-\d\d \S+ \S+ \[\d+\])", part)[1:]
    process = lambda entry: re.search(r"\[(\d+)\]", entry)[1]
    writer = next(process(entry) for entry in entries if "INSERT INTO orders" in entry)
    own = "".join(entry for entry in entries if process(entry) == writer)
    return [found for found in statements(own) if found[0] not in OWN]


def main(path: str, first: str, second: str):
    log = Path(path).read_text(encoding="utf-8", errors="replace")
    one, other = between(log, first, second), between(log, second, "")
    if [sql for sql, _ in one] != [sql for sql, _ in other]:
        sys.exit("two equal requests sent different statements")
    fresh: dict = {}
    for (_, values), (_, others) in zip(one, other):
        for value, else_where in zip(values, others):
            for mine, theirs in zip(re.findall(UUID, value), re.findall(UUID, else_where)):
                if mine != theirs:
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
    for number, (_, values) in enumerate(one):
        sent = [anew(value, else_where, fresh) for value, else_where in zip(values, other[number][1])]
        lines.append(f"EXECUTE s{number}{'(' + ', '.join(sent) + ')' if sent else ''};")
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
