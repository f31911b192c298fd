#!/usr/bin/env python3
"""Asks a server what schemathesis makes up from its schema, as each role, and holds every answer against that schema.

    every_answer.py ADDRESS SECONDS SEED < TOKENS

TOKENS has a line for each caller, a role or an API key: a name, a blank, the token; a name alone asks without one. Each
reads its own schema from ADDRESS/docs/schema.json and has an equal share of the time. IDs that answers show are asked for again, so
that there is something behind many of them. Prints a line of JSON for each answer that is none, with the operation, and
at the end {"asked": …, "answered": …, "operations": …}. Needs schemathesis.
"""
import json
import random
import re
import sys
import time

import graphql
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

CODE = re.compile(r"[A-Z][A-Z0-9_]+\Z")
PUBLIC_ID = re.compile(r"([a-z]+)_[0-9a-z]{26}\Z")
TOP = {"data", "errors", "extensions"}

TEXTS = {
    "DateTime": ["2026-03-01T12:30:00Z", "1900-01-01T00:00:00+14:00", "x"],
    "Date": ["2026-03-01", "2024-02-29", "2026-13-01"],
    "TimeOfDay": ["18:30:00", "25:00:00"],
    "Decimal": ["2.5", "-0.001", "1e5"],
    "Locale": ["es", "en", "es-PE", "xx-yy-zz"],
    "Currency": ["PEN", "INR", "ZZZ"],
}


def register_scalars():
    for name, texts in TEXTS.items():
        schemathesis.graphql.scalar(name, (st.sampled_from(texts) | st.text(max_size=20)).map(nodes.String))
    whole = st.integers(-(2**63), 2**63 - 1)
    schemathesis.graphql.scalar("Int64", whole.map(nodes.Int) | whole.map(lambda number: nodes.String(str(number))))
    schemathesis.graphql.scalar("JSON", st.text(max_size=20).map(nodes.String) | st.booleans().map(nodes.Boolean))


class Pool:
    """IDs that answers have shown, by their prefix."""

    def __init__(self, chance):
        self.chance = chance
        self.known = {}

    def note(self, value):
        if isinstance(value, dict):
            for member in value.values():
                self.note(member)
        elif isinstance(value, list):
            for item in value:
                self.note(item)
        elif isinstance(value, str) and (match := PUBLIC_ID.match(value)):
            ids = self.known.setdefault(match[1], [])
            if len(ids) < 50 and value not in ids:
                ids.append(value)

    def choose(self, name):
        """An ID for an argument: usually of its own kind, at times of another, at times none of ours."""
        if not self.known or self.chance.random() < 0.1:
            return None
        fitting = [prefix for prefix in self.known if prefix and prefix in name.lower()]
        prefix = self.chance.choice(fitting if fitting and self.chance.random() < 0.9 else list(self.known))
        return self.chance.choice(self.known[prefix])


class Rewriter(graphql.Visitor):
    """Puts known IDs in place of made-up ones, and asks every object for its type."""

    def __init__(self, types, pool):
        super().__init__()
        self.types, self.pool = types, pool
        self.names = []

    def enter_argument(self, node, *_):
        self.names.append(node.name.value)

    def leave_argument(self, *_):
        self.names.pop()

    def enter_object_field(self, node, *_):
        self.names.append(node.name.value)

    def leave_object_field(self, *_):
        self.names.pop()

    def enter_string_value(self, node, *_):
        type_ = self.types.get_input_type()
        if type_ is not None and graphql.get_named_type(type_).name == "ID":
            if known := self.pool.choose(self.names[-1] if self.names else ""):
                return graphql.StringValueNode(value=known)
        return None

    def leave_selection_set(self, node, key, parent, *_):
        is_root = isinstance(parent, graphql.OperationDefinitionNode) and parent.operation.value == "subscription"
        if is_root:
            return None
        typename = graphql.FieldNode(
            alias=graphql.NameNode(value="its_type"), name=graphql.NameNode(value="__typename"), arguments=(),
            directives=())
        return graphql.SelectionSetNode(selections=(typename, *node.selections))


class Conformance:
    """Holds data against the operation and the schema."""

    def __init__(self, schema):
        self.schema = schema

    def problems(self, document, data):
        operation = next(node for node in document.definitions if isinstance(node, graphql.OperationDefinitionNode))
        root = self.schema.get_root_type(operation.operation)
        if data is None:
            return []
        return list(self.object(root, [operation.selection_set], data, "data"))

    def fields(self, type_, sets, found=None):
        found = {} if found is None else found
        for selection in (selection for node in sets for selection in node.selections):
            if isinstance(selection, graphql.FieldNode):
                name = (selection.alias or selection.name).value
                found.setdefault(name, []).append(selection)
            elif isinstance(selection, graphql.InlineFragmentNode):
                condition = selection.type_condition
                target = self.schema.get_type(condition.name.value) if condition else type_
                if target == type_ or graphql.is_abstract_type(target) and self.schema.is_sub_type(target, type_):
                    self.fields(type_, [selection.selection_set], found)
        return found

    def object(self, type_, sets, value, path):
        if not isinstance(value, dict):
            yield f"{path} is no object"
            return
        if graphql.is_abstract_type(type_):
            actual = self.schema.get_type(value.get("its_type", ""))
            if not graphql.is_object_type(actual) or not self.schema.is_sub_type(type_, actual):
                yield f"{path} is no {type_}"
                return
            type_ = actual
        fields = self.fields(type_, sets)
        if list(value) != list(fields):
            yield f"{path} has {list(value)} in place of {list(fields)}"
            return
        for name, nodes_ in fields.items():
            field_name = nodes_[0].name.value
            if field_name == "__typename":
                if value[name] != type_.name:
                    yield f"{path}.{name} is {value[name]!r} in place of {type_.name}"
                continue
            sets_ = [node.selection_set for node in nodes_ if node.selection_set]
            yield from self.value(type_.fields[field_name].type, sets_, value[name], f"{path}.{name}")

    def value(self, type_, sets, value, path):
        if graphql.is_non_null_type(type_):
            if value is None:
                yield f"{path} is null"
                return
            type_ = type_.of_type
        if value is None:
            return
        if graphql.is_list_type(type_):
            if not isinstance(value, list):
                yield f"{path} is no list"
                return
            for index, item in enumerate(value):
                yield from self.value(type_.of_type, sets, item, f"{path}[{index}]")
        elif graphql.is_leaf_type(type_):
            if not self.is_leaf(type_, value):
                yield f"{path} is {value!r}, no {type_}"
        else:
            yield from self.object(type_, sets, value, path)

    @staticmethod
    def is_leaf(type_, value):
        if graphql.is_enum_type(type_):
            return value in type_.values
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return {
            "Int": is_number and -(2**31) <= value < 2**31 if is_number else False,
            "Float": is_number or isinstance(value, float), "Boolean": isinstance(value, bool),
            "ID": isinstance(value, str), "String": isinstance(value, str), "JSON": True,
            "Int64": is_number or isinstance(value, str),
        }.get(type_.name, isinstance(value, str))


def form_problems(status, answer):
    """What is wrong with an answer whatever was asked."""
    if not isinstance(answer, dict) or not set(answer) <= TOP or not {"data", "errors"} & set(answer):
        yield "it is no response"
        return
    if status >= 500:
        yield f"status {status}"
    if "errors" in answer and not answer["errors"]:
        yield "errors is empty"
    for error in answer.get("errors", []):
        code = error.get("extensions", {}).get("code", "")
        if not isinstance(error.get("message"), str) or not CODE.match(code):
            yield f"an error without message or code: {error}"
        if code == "INTERNAL":
            yield f"our fault: {error}"
        if not error.get("extensions", {}).get("requestId"):
            yield "an error without requestId"


class Role:
    """Asks as one role."""

    def __init__(self, address, name, token, chance):
        self.address, self.name = address, name
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"
        described = self.session.get(f"{address}/docs/schema.json", timeout=60).json()
        self.schema = schemathesis.graphql.from_dict(described)
        self.types = graphql.build_client_schema(described["data"])
        self.conformance = Conformance(self.types)
        self.pool = Pool(chance)
        self.asked = self.answered = self.failures = 0
        self.operations = [
            operation.ok() for operation in self.schema.get_all_operations()
            if operation.ok().definition.root_type.name != "SUBSCRIPTION"]

    def ask(self, text):
        response = self.session.post(f"{self.address}/graphql", json={"query": text}, timeout=30)
        try:
            return response.status_code, response.json()
        except ValueError:
            return response.status_code, None

    def seed_ids(self):
        if "branches" in self.types.query_type.fields:
            self.pool.note(self.ask("{ branches { nodes { id } } }")[1])

    def check(self, case):
        info = graphql.TypeInfo(self.types)
        document = graphql.parse(case.body)
        document = graphql.visit(document, graphql.TypeInfoVisitor(info, Rewriter(info, self.pool)))
        text = graphql.print_ast(document)
        status, answer = self.ask(text)
        self.asked += 1
        problems = list(form_problems(status, answer))
        if isinstance(answer, dict) and "data" in answer:
            self.answered += answer["data"] is not None
            problems += self.conformance.problems(document, answer["data"])
            self.pool.note(answer["data"])
        if problems:
            self.failures += 1
            if self.failures <= 20:
                print(json.dumps({"role": self.name, "problems": problems[:5], "operation": text}), flush=True)

    def run(self, until, number, chance):
        """Goes through the operations in an order of chance, again and again, until the time is over."""
        self.seed_ids()
        turn = 0
        while time.monotonic() < until:
            for operation in chance.sample(self.operations, len(self.operations)):
                if time.monotonic() >= until:
                    return
                turn += 1
                self.try_out(operation, number * 1_000_003 + turn, until)

    def try_out(self, operation, number, until):
        @seed(number)
        @settings(
            max_examples=4, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def test(case):
            if time.monotonic() < until:
                self.check(case)

        test()


def main():
    address, seconds, number = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    register_scalars()
    callers = [line.split() for line in sys.stdin if line.strip()]
    share = seconds / len(callers)
    begin = time.monotonic()
    roles = []
    for index, (name, *token) in enumerate(callers):
        chance = random.Random(number + index)
        roles.append(Role(address, name, token[0] if token else None, chance))
        roles[-1].run(begin + share * (index + 1), number + index, chance)
    total = {key: sum(getattr(role, key) for role in roles) for key in ("asked", "answered", "failures")}
    print(json.dumps({**total, "operations": sum(len(role.operations) for role in roles)}))
    sys.exit(1 if total["failures"] else 0)


main()
