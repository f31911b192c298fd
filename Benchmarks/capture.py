#!/usr/bin/env python3
"""Turns the statements that PostgreSQL logged for one request into a pgbench script with the same SQL.

Reads a server log written with log_statement = 'all' and log_parameter_max_length = -1 after a line that
holds MARK, and prints one transaction: every statement with its parameters in place.
"""
import re
import sys


def statements(log: str):
    entry = re.compile(
        r"LOG:  execute [^:]*: (?P<sql>.*?)\n(?=\S+ \S+ \S+ \[)(?:[^\n]*?DETAIL:  [Pp]arameters: (?P<parameters>.*?)\n"
        r"(?=\S+ \S+ \S+ \[|\Z))?",
        re.S,
    )
    for match in entry.finditer(log):
        yield match["sql"], dict(re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", match["parameters"] or ""))


def main(path: str, mark: str):
    with open(path, encoding="utf-8", errors="replace") as file:
        log = file.read()
    log = log[log.rindex(mark):]
    print("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;")
    for sql, parameters in statements(log):
        text = re.sub(r"\$(\d+)", lambda match: parameters.get(match[1], match[0]), sql)
        print(" ".join(text.split()) + ";")
    print("COMMIT;")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
