"""The same workloads in graphql-core: one line `name nanoseconds` each."""
import json
import pathlib
import time

from graphql import build_schema, execute_sync, parse, validate

folder = pathlib.Path(__file__).resolve().parent.parent
schema = build_schema((folder / "shop.graphql").read_text())


def below(count, parents, parent):
    size = count // parents
    return range(parent * size, parent * size + size)


rows = [
    {"id": f"r{i}", "name": f"Row {i}", "note": f'Some "quoted" text {i}', "count": i, "price": i * 0.25,
     "active": i % 2 == 0, "kind": "ABC"[i % 3], "rank": i * 7}
    for i in range(1000)
]
option = lambda i: {"id": f"o{i}", "name": f"Option {i}", "price": i * 5, "isDefault": i % 10 == 0}
group = lambda i: {"id": f"g{i}", "name": f"Group {i}", "options": [option(k) for k in below(3000, 300, i)]}
item = lambda i: {"id": f"i{i}", "name": f"Item {i}", "description": f'A "fine" dish, number {i}', "price": i * 50,
                  "groups": [group(k) for k in below(300, 100, i)]}
category = lambda i: {"id": f"c{i}", "name": f"Category {i}", "items": [item(k) for k in below(100, 10, i)]}
root = {"rows": rows, "menu": {"name": "Menu", "categories": [category(i) for i in range(10)]}}


def measure(name, body):
    best = float("inf")
    body()
    for _ in range(3):
        count, start = 0, time.perf_counter_ns()
        while True:
            body()
            count += 1
            elapsed = time.perf_counter_ns() - start
            if elapsed >= 50_000_000:
                break
        best = min(best, elapsed / count)
    print(name, round(best), flush=True)


def text(document):
    result = execute_sync(schema, document, root)
    assert not result.errors, result.errors
    return json.dumps({"data": result.data})


large = (folder / "large.graphql").read_text()
document = parse(large)
measure("parse", lambda: parse(large))
measure("validate", lambda: validate(schema, document))
measure("parse+validate", lambda: validate(schema, parse(large)))
for name in ["typename", "rows", "tree", "introspection"]:
    source = "{ __typename }" if name == "typename" else (folder / f"{name}.graphql").read_text()
    known = parse(source)

    def cold():
        fresh = parse(source)
        validate(schema, fresh)
        return text(fresh)

    measure(f"{name}-cold", cold)
    measure(name, lambda: text(known))
