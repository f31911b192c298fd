#!/usr/bin/env python3
"""Makes open orders in a branch through the API and prints how one is made.

    prepare.py URL TOKEN BRANCH COUNT FOLDER

Each order has five lines with choices of every group that the item offers and of the groups below those choices. The
request is written to FOLDER/create.graphql, so that it can be sent again under another key; and one of an
item with few choices to FOLDER/plain.graphql.
"""
import json
import sys
import urllib.request
import uuid

url, token, branch, count, folder = sys.argv[1:]

ITEMS = """query Items { menus(branchId: "BRANCH") { categories { items { id isAvailable
  modifierGroups { id min max modifiers { id isAvailable childGroups { id min modifiers { id } } } } } } } }"""


def ask(query: str) -> dict:
    body = json.dumps({"query": query}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    headers["Idempotency-Key"] = str(uuid.uuid4())
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
        found = json.load(answer)
    if found.get("errors"):
        sys.exit(f"refused: {json.dumps(found)[:800]}")
    return found["data"]


def selection(group: dict) -> str:
    """The first choice of a group that leads to others, else the first one, with what must be chosen below it."""
    choices = [choice for choice in group["modifiers"] if choice.get("isAvailable", True)]
    choice = next((choice for choice in choices if choice.get("childGroups")), choices[0])
    below = [selection(child) for child in choice.get("childGroups", []) if child["modifiers"]]
    nested = f", selections: [{', '.join(below)}]" if below else ""
    return f'{{ groupId: "{group["id"]}", modifierId: "{choice["id"]}"{nested} }}'


def line(item: dict) -> str:
    chosen = ", ".join(selection(group) for group in item["modifierGroups"] if group["modifiers"])
    return f'{{ itemId: "{item["id"]}", quantity: "2", selections: [{chosen}] }}'


def nests(item: dict) -> bool:
    return any(choice["childGroups"] for group in item["modifierGroups"] for choice in group["modifiers"])


menus = ask(ITEMS.replace("BRANCH", branch))["menus"]
items = [item for menu in menus for category in menu["categories"] for item in category["items"]]
items = [item for item in items if item["isAvailable"]]
items.sort(key=lambda item: not nests(item))


def create(ordered: list) -> str:
    return f"""mutation Create {{ orderCreate(input: {{ branchId: "{branch}", type: TAKEAWAY, source: POS,
  lines: [{', '.join(line(item) for item in ordered)}] }}) {{
  order {{ id displayNumber total {{ amountMinor }} }} userErrors {{ field message }} }} }}"""


plain = min(items, key=lambda item: sum(1 for group in item["modifierGroups"] if group["modifiers"]))
for name, ordered in (("create", items[:5]), ("plain", [plain])):
    with open(f"{folder}/{name}.graphql", "w", encoding="utf-8") as file:
        file.write(create(ordered))
for _ in range(int(count)):
    made = ask(create(items[:5]).replace("source: POS", "source: POS, confirm: true"))["orderCreate"]
    if made["userErrors"]:
        sys.exit(f"refused: {made['userErrors']}")
