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


def sessions(log: str) -> list:
    """What each session logged, one text a session: the server works for itself too while it answers a request."""
    found: dict = {}
    for entry in re.split(r"(?m)^(?=\d{4}-\d\d-\d\d \S+ \S+ \[\d+\])", log)[1:]:
        process = re.search(r"\[(\d+)\]", entry)[1]
        found[process] = found.get(process, "") + entry
    return list(found.values())


def array_type(value: str, name: str) -> str:
    """The type of an array of values by its elements, else by what it is called."""
    elements = {element for element in value.strip("'{}").split(",") if element != "NULL"}
    for kind, pattern in (("uuid[]", UUID), ("int8[]", r"-?\d+"), ("numeric[]", r"-?\d+\.\d+"), ("bool[]", "[tf]")):
        if elements and all(re.fullmatch(pattern, element) for element in elements):
            return kind
    kinds = {"id": "uuid[]", "date": "date[]", "since": "timestamptz[]", "until": "timestamptz[]", "at": "timestamptz[]"}
    kinds |= dict.fromkeys(("minor", "quantity", "position", "course", "minutes", "number", "bps"), "int8[]")
    return kinds.get(name.rsplit("_", 1)[-1], "text[]")


def type_name(sql: str, number: int, value: str) -> str:
    """What PostgreSQL can't infer from the statement's text: the arrays."""
    for keys in re.finditer(r"unnest\(([$\d, ]+)\)(?: WITH ORDINALITY)? AS \w+ ?\(([^)]*)\)", sql):
        if f"${number}" in keys[1].split(", "):
            return array_type(value, keys[2].split(", ")[keys[1].split(", ").index(f"${number}")])
    if re.search(rf"\blocale = ANY\(\${number}\)", sql):
        return "text[]"
    if re.search(rf"= ANY\(\${number}\)", sql) or re.fullmatch(rf"'{{(?:(?:{UUID}|NULL),?)*}}'", value):
        return "uuid[]"
    return "unknown"


def main(path: str, mark: str):
    with open(path, encoding="utf-8", errors="replace") as file:
        log = file.read()
    # What writes is the server's own: a reading request begins no transaction by name.
    found = [list(statements(each)) for each in sessions(log[log.rindex(mark) :])]
    found = max((each for each in found if all(sql != "BEGIN" for sql, _ in each)), key=len)
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
