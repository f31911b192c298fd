#!/usr/bin/env python3
"""Makes documents for three schemas and records what graphql-core answers to them.

    fuzz.py CHECKOUT FILE COUNT SEED

Runs in the environment that `record.py` made. The cases go to FILE in the form of the other cases, one a
document, each schema once before its own. Half of the documents are sound: they are executed on data made up for them,
with nulls where none may be, and the case carries the text of `data` too, so that every byte can be compared.
Most of them get variables for some of their literals and conditions, with sound values, null, none or wrong ones, and
some a second operation.
The other half are mutations of these, which are parsed and validated.
"""

import json
import pathlib
import random
import sys
import warnings

warnings.simplefilter("ignore")
import graphql
from graphql import (GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLList, GraphQLNonNull,
                     GraphQLObjectType, GraphQLUnionType)
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies
from hypothesis_graphql import from_schema, nodes

from questions import ERRORS_MAX, entries, entry

# Interfaces that implement interfaces, unions, lists of lists, OneOf, defaults.
ZOO = '''
interface Named { name: String! }
interface Animal implements Named { name: String! legs(min: Int = 2): Int friends: [Animal!] }
type Dog implements Named & Animal { name: String! legs(min: Int = 2): Int friends: [Animal!] barks: Boolean! weight: Float }
type Cat implements Named & Animal { name: String! legs(min: Int = 2): Int friends: [Animal!] mood(at: [Int!]): Mood lives: Int! }
type Keeper implements Named { name: String! pets: [[Animal]!]! boss: Keeper id: ID! }
union Inhabitant = Dog | Cat | Keeper
enum Mood { CALM WILD }
input Search @oneOf { name: String mood: Mood near: Place }
input Place { row: Int! = 1 column: Int tags: [String!] = ["a"] }
type Query { animal(name: String = "Rex"): Animal all(first: Int!, search: Search): [Inhabitant] keeper: Keeper! zoo: Zoo }
type Zoo { animal(name: String = "Rex"): Animal all(first: Int!, search: Search): [Inhabitant] keeper: Keeper! zoo: Zoo }
type Mutation { feed(name: String!, grams: Float = 1.5): Animal rename(id: ID!, to: Place): Keeper! }
'''

# Nothing but objects that refer to each other, nullable and not.
NULLS = '''
type Query { a: A b: [B!]! c: C! }
type A { b: B! bs: [B] cs: [C!]! text: String! number: Int }
type B { a: A c: C! list: [[Int!]]! flag: Boolean }
type C { a: A! id: ID! strings: [String!] half: Float! }
'''


class Source:
    """Data that is made up where a document asks for it, and can be told in JSON afterwards."""

    def __init__(self, schema, random):
        self.schema, self.random = schema, random

    def value(self, type_, depth=0):
        if isinstance(type_, GraphQLNonNull):
            return self.value(type_.of_type, depth) if self.random.random() > 0.02 else None
        if self.random.random() < 0.08:
            return None
        if isinstance(type_, GraphQLList):
            return [self.value(type_.of_type, depth + 1) for _ in range(self.random.choice([0, 1, 2, 2, 3]))]
        if isinstance(type_, (GraphQLInterfaceType, GraphQLUnionType)):
            objects = sorted(self.schema.get_possible_types(type_), key=lambda each: each.name)
            return {"__typename": self.random.choice(objects).name}
        if isinstance(type_, GraphQLObjectType):
            return {"__typename": type_.name}
        if isinstance(type_, GraphQLEnumType):
            return self.random.choice(sorted(type_.values))
        return {
            "Int": lambda: self.random.choice([0, 1, -7, 2147483647]),
            "Float": lambda: self.random.choice([0.5, -2.25, 1024.125]),
            "Boolean": lambda: self.random.random() < 0.5,
        }.get(type_.name, lambda: self.random.choice(["", "a", "é\u2028\"\\", "😀 text"]))()

    # By position alone: a field may have an argument `source`.
    def resolve(self, source, info, /, **arguments):
        if info.field_name not in source:
            source[info.field_name] = self.value(info.return_type)
        return source[info.field_name]


def read(source, info, /, **arguments):
    return source.get(info.field_name)


WRONG = ["", "x", 0, 7, 1.5, True, None, [], [None], ["x"], {}, {"name": None}, {"nope": 1}, 1 << 40, -1]


class Lifting(graphql.Visitor):
    """Puts variables in the place of arguments, and conditions on fields."""

    def __init__(self, info, chance, prefix):
        super().__init__()
        self.info, self.chance, self.prefix = info, chance, prefix
        self.declared, self.values = [], {}

    def variable(self, type_, default, sound):
        name = f"{self.prefix}{len(self.declared)}"
        self.declared.append(f"${name}: {type_}" + (f" = {default}" if default is not None else ""))
        kind = self.chance.random()
        if kind < 0.7:
            self.values[name] = sound
        elif kind < 0.8:
            self.values[name] = None
        elif kind < 0.85:
            self.values[name] = self.chance.choice(WRONG)
        return graphql.VariableNode(name=graphql.NameNode(value=name))

    def enter_argument(self, node, *_):
        argument = self.info.get_argument()
        if argument is None or self.info.get_directive() or self.chance.random() < 0.5:
            return None
        text, type_ = graphql.print_ast(node.value), argument.type
        has_default = text != "null" and self.chance.random() < 0.5
        if has_default and isinstance(type_, GraphQLNonNull) and self.chance.random() < 0.5:
            type_ = type_.of_type
        sound = graphql.value_from_ast_untyped(node.value)
        value = self.variable(type_, text if has_default else None, sound)
        return graphql.ArgumentNode(name=node.name, value=value)

    def leave_field(self, node, *_):
        if self.chance.random() < 0.9:
            return None
        sound = self.chance.random() < 0.5
        default = self.chance.choice([None, "true", "false"])
        value = self.variable("Boolean" if default else "Boolean!", default, sound)
        condition = graphql.DirectiveNode(
            name=graphql.NameNode(value=self.chance.choice(["skip", "include"])),
            arguments=(graphql.ArgumentNode(name=graphql.NameNode(value="if"), value=value),))
        return graphql.FieldNode(alias=node.alias, name=node.name, arguments=node.arguments,
                                 directives=(*(node.directives or ()), condition), selection_set=node.selection_set)


def lifted(schema, text, chance, name, prefix):
    """An operation with a name, some of its literals lifted to variables, and the values of these."""
    document = graphql.parse(text)
    if len(document.definitions) != 1:
        return None
    info = graphql.TypeInfo(schema)
    visitor = Lifting(info, chance, prefix)
    operation = graphql.visit(document, graphql.TypeInfoVisitor(info, visitor)).definitions[0]
    declared = f"({', '.join(visitor.declared)})" if visitor.declared else ""
    selections = graphql.print_ast(operation.selection_set)
    return f"{operation.operation.value} {name}{declared} {selections}", visitor.values


def varied(schema, text, other, chance):
    """A document, the values of its variables and the name of the operation to run."""
    if chance.random() < 0.25:
        return text, None, None
    first = lifted(schema, text, chance, "A", "v")
    if first is None:
        return text, None, None
    text, values = first
    second = lifted(schema, other, chance, "B", "w") if chance.random() < 0.2 else None
    if second is None:
        return text, values, chance.choice([None, None, None, "A", "A", "A", "A", "a"])
    # The values of the other operation come too: what is not declared means nothing.
    return f"{text} {second[0]}", {**values, **second[1]}, chance.choice(["A", "B"] * 5 + [None, "C"])


def executed(schema, text, other, random):
    """A case of a sound document; None for one that graphql-core does not take as sound."""
    text, variables, name = varied(schema, text, other, random)
    document = graphql.parse(text)
    if graphql.validate(schema, document):
        return None
    root, maker = {}, Source(schema, random)
    asked = {"variable_values": variables, "operation_name": name}
    graphql.execute_sync(schema, document, root, field_resolver=maker.resolve, **asked)
    result = graphql.execute_sync(schema, document, root, field_resolver=read, **asked)
    case = {"k": "execute", "src": text, "root": root, "variables": variables, "operationName": name,
            "result": result.formatted}
    # A request error has no data.
    if result.data is not None or any(error.path for error in result.errors):
        case["data"] = json.dumps(result.data, separators=(",", ":"), ensure_ascii=False)
    return case


def has_empty_selections(document):
    """Whether a selection set is empty, which graphql-core lets pass."""
    found = []

    class Empty(graphql.Visitor):
        def enter_selection_set(self, node, *_):
            if not node.selections:
                found.append(node)

    graphql.visit(document, Empty())
    return bool(found)


def checked(schema, text):
    """A case of any text: refused by the grammar, or judged by the rules."""
    try:
        document = graphql.parse(text)
    except graphql.GraphQLError as error:
        if "{ }" in text:
            return None
        return {"k": "parse", "src": text, "ok": False, "error": entry(error)}
    if has_empty_selections(document):
        return None
    judged = entries(graphql.validate(schema, document, max_errors=ERRORS_MAX))
    return judged and {"k": "validate", "src": text, "rules": None, **judged}


def tokens(text):
    found, lexer = [], graphql.language.Lexer(graphql.Source(text))
    while True:
        token = lexer.advance()
        if token.kind == graphql.TokenKind.EOF:
            return found
        found.append(text[token.start:token.end])


def mutated(text, names, random):
    """A text with a few tokens dropped, doubled, swapped, renamed or put in, joined again by single spaces."""
    parts = tokens(text)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        at = random.randrange(len(parts))
        action = random.randrange(7)
        if action == 0:
            del parts[at]
        elif action == 1:
            parts.insert(at, parts[at])
        elif action == 2:
            other = random.randrange(len(parts))
            parts[at], parts[other] = parts[other], parts[at]
        elif action == 3:
            parts[at] = random.choice(names)
        elif action == 4:
            parts.insert(at, random.choice(names))
        elif action == 5:
            parts.insert(at, random.choice(["$v", "!", "@skip(if: true)", "@include", "null", "1", "...", "\"s\"",
                                            "x:", "{a: 1}", "[1]", "1.5", "@unknown", "...F", "-0", "on"]))
        else:
            parts.append(random.choice(["fragment F on Query { __typename }", "query Q { __typename }",
                                        "query ($v: Int) { a: __typename }", "{ __typename }"]))
        if not parts:
            return "{"
    return " ".join(parts)


def scalars(schema):
    """What to write where the schema wants a scalar of its own, of which both engines take any value."""
    values = strategies.sampled_from(["", "a", "2026-01-01", "\u00f1"]).map(nodes.String) | strategies.integers(
        -9, 9).map(nodes.Int)
    return {name: values for name, type_ in schema.type_map.items()
            if graphql.is_scalar_type(type_) and not graphql.is_specified_scalar_type(type_)}


def cases(sdl, count, number):
    """The cases of one schema."""
    schema = graphql.build_schema(sdl)
    chance = random.Random(number)
    names = sorted({name for type_ in schema.type_map.values() for name in [
        type_.name, *getattr(type_, "fields", {}), *getattr(type_, "values", {})]})
    made = []

    @seed(number)
    @settings(max_examples=max(count // 2, 1), database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(from_schema(sdl, custom_scalars=scalars(schema)))
    def collect(text):
        made.append(text)

    collect()
    for text in made[:count // 2]:
        yield executed(schema, text, chance.choice(made), chance)
    while made and count > 0:
        count -= 2
        yield checked(schema, mutated(chance.choice(made), names, chance))


def main():
    checkout, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    count, number = int(sys.argv[3]), int(sys.argv[4])
    schemas = [ZOO, NULLS, (checkout / "schema.graphql").read_text(encoding="utf-8")]
    partial = out.with_suffix(".partial")
    written = 0
    with open(partial, "w", encoding="utf-8") as lines:
        for position, sdl in enumerate(schemas):
            lines.write(json.dumps({"k": "schema", "sdl": sdl, "errors": [], "test": f"fuzz-{number}"}) + "\n")
            for case in cases(sdl, count // len(schemas), number + position):
                if case is not None:
                    written += 1
                    lines.write(json.dumps({**case, "test": f"fuzz-{number}-{written}"}) + "\n")
    partial.replace(out)


main()
