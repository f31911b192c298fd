#!/usr/bin/env python3
"""Turns the statements that PostgreSQL logged for one request into a pgbench script with the same SQL.

Reads a server log written with log_statement = 'all' and log_parameter_max_length = -1 after a line that
holds MARK, and prints one transaction: every statement, prepared once by each client as the product's own
connections do, with its parameters. Run it with `pgbench -D prepared=0`.
"""
import re
import sys

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def statements(log: str):
    entry = re.compile(
        r"LOG:  execute [^:]*: (?P<sql>.*?)\n(?=\S+ \S+ \S+ \[)(?:[^\n]*?DETAIL:  [Pp]arameters: (?P<parameters>.*?)\n"
        r"(?=\S+ \S+ \S+ \[|\Z))?",
        re.S,
    )
    for match in entry.finditer(log):
        values = dict(re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", match["parameters"] or ""))
        yield " ".join(match["sql"].split()), [values[key] for key in sorted(values, key=int)]


def type_name(sql: str, number: int, value: str) -> str:
    """What PostgreSQL can't infer from the statement's text: the arrays."""
    if re.search(rf"\blocale = ANY\(\${number}\)", sql):
        return "text[]"
    if re.search(rf"= ANY\(\${number}\)", sql) or re.fullmatch(rf"'{{(?:(?:{UUID}|NULL),?)*}}'", value):
        return "uuid[]"
    return "unknown"


def main(path: str, mark: str):
    with open(path, encoding="utf-8", errors="replace") as file:
        log = file.read()
    found = list(statements(log[log.rindex(mark) :]))
    print("\\if :prepared = 0")
    for number, (sql, values) in enumerate(found):
        types = ", ".join(type_name(sql, index + 1, value) for index, value in enumerate(values))
        print(f"PREPARE s{number}{f' ({types})' if types else ''} AS {sql};")
    print("\\set prepared 1\n\\endif")
    print("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;")
    for number, (_, values) in enumerate(found):
        print(f"EXECUTE s{number}{'(' + ', '.join(values) + ')' if values else ''};")
    print("COMMIT;")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
