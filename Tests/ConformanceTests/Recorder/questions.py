"""A pytest plugin that writes down what graphql-core's tests ask the engine, and what the engine answers.

Watching and answering are apart. While the tests run, only the questions are kept: the text of a document or
schema, the names of rules, plain data. When they have ended, every question is asked again from its text alone,
with default options. So a case never depends on what a test did to the engine or to a parsed tree by hand:
scalars written in Python, nodes shared between types, lowered limits, experimental switches. What cannot be said
as text is no case.

The kinds are those that Sources/Conformance/ConformanceCase.swift reads.
"""

import functools
import inspect
import json
import os
import sys

import graphql
from graphql import ExecutionResult, GraphQLError, Source
from graphql import validation as all_rules
from graphql.language import parse_schema_coordinate

ERRORS_MAX = 100_000
TEXT_MAX = 200_000

questions = {}
current_test = ""
texts_of_documents = {}
texts_of_schemas = {}


def ask(kind, **members):
    """Keeps a question, once."""
    try:
        key = json.dumps([kind, members], sort_keys=True)
    except (TypeError, ValueError):
        return
    if len(key) <= TEXT_MAX:
        questions.setdefault(key, (kind, members, current_test))


# What the tests ask


def text(source):
    body = source.body if isinstance(source, Source) else source
    return body if isinstance(body, str) else None


def remember(table, value, known):
    # The value is kept too, so that no other can take its address.
    table[id(value)] = (value, known)


def text_of(document):
    known = texts_of_documents.get(id(document))
    return known[1] if known else None


def text_of_schema(schema):
    """The text of a schema: as it was written, or as the engine prints it."""
    if schema is None:
        return None
    if id(schema) not in texts_of_schemas:
        try:
            remember(texts_of_schemas, schema, graphql.print_schema(schema))
        except Exception:
            remember(texts_of_schemas, schema, None)
    return texts_of_schemas[id(schema)][1]


def names_of(rules):
    """The names of the engine's own rules; None for a rule that a test wrote."""
    names = [rule.__name__ for rule in rules]
    return names if all(hasattr(all_rules, name) for name in names) else None


def watch_parse(original, arguments, call):
    source = text(arguments.get("source"))
    try:
        document = call()
    finally:
        if source is not None:
            ask("parse", src=source)
    if source is not None:
        remember(texts_of_documents, document, source)
    return document


def watch_coordinate(original, arguments, call):
    source = text(arguments.get("source"))
    if source is not None:
        ask("coordinate", src=source)
    return call()


def watch_build(original, arguments, call):
    schema = call()
    source = text(arguments.get("source"))
    if source is not None:
        remember(texts_of_schemas, schema, source)
        ask("schema", sdl=source)
    return schema


def watch_validate(original, arguments, call):
    rules = arguments.get("rules")
    names = names_of(rules) if rules is not None else None
    source, sdl = text_of(arguments.get("document_ast")), text_of_schema(arguments.get("schema"))
    if source is not None and sdl is not None and (rules is None or names is not None):
        ask("validate", sdl=sdl, src=source, rules=names,
            hideSuggestions=bool(arguments.get("hide_suggestions")))
    return call()


def watch_validate_sdl(original, arguments, call):
    rules = arguments.get("rules")
    names = names_of(rules) if rules is not None else None
    base = arguments.get("schema_to_extend")
    source, sdl = text_of(arguments.get("document_ast")), text_of_schema(base)
    if source is not None and (base is None or sdl is not None) and (rules is None or names is not None):
        ask("validateSDL", base=sdl, src=source, rules=names)
    return call()


def watch_execute(original, arguments, call):
    known = {"schema", "document", "source", "root_value", "variable_values", "operation_name"}
    plain = all(value is None for name, value in arguments.items() if name not in known)
    document = arguments.get("document")
    source = text_of(document) if document is not None else text(arguments.get("source"))
    sdl = text_of_schema(arguments.get("schema"))
    result = call()
    if plain and source is not None and sdl is not None:
        ask("execute", sdl=sdl, src=source, root=arguments.get("root_value"),
            variables=arguments.get("variable_values"), operationName=arguments.get("operation_name"))
    return result


# The package names some modules as the functions in them, so that this one is found by the module's name only.
validate_sdl = sys.modules["graphql.validation.validate"].validate_sdl

WATCHED = {
    graphql.parse: watch_parse,
    parse_schema_coordinate: watch_coordinate,
    graphql.build_schema: watch_build,
    graphql.validate: watch_validate,
    validate_sdl: watch_validate_sdl,
    graphql.execute: watch_execute,
    graphql.execute_sync: watch_execute,
    graphql.graphql_sync: watch_execute,
}


def install():
    """Puts a watcher in the place of each function, wherever the package has imported it."""
    for original, watcher in WATCHED.items():
        signature = inspect.signature(original)

        def wrapped(*positional, original=original, watcher=watcher, signature=signature, **named):
            call = functools.partial(original, *positional, **named)
            try:
                arguments = signature.bind(*positional, **named).arguments
            except TypeError:
                return call()
            return watcher(original, arguments, call)

        functools.update_wrapper(wrapped, original)
        for module in [module for name, module in sys.modules.items() if name.split(".")[0] == "graphql"]:
            for name, value in list(vars(module).items()):
                if value is original:
                    setattr(module, name, wrapped)


# What the engine answers


def entry(error):
    return {"message": error.message,
            "locations": [[place.line, place.column] for place in error.locations or []]}


def outcome(parse, source):
    try:
        parse(source)
    except GraphQLError as error:
        return {"ok": False, "error": entry(error)}
    return {"ok": True}


def entries(errors):
    """The errors as entries; None when the engine gave up to protect its stack, which judges no document."""
    given_up = any(error.message == "Validation aborted." for error in errors)
    return None if given_up else {"errors": [entry(error) for error in errors]}


def answer(kind, members):
    """The answer to a question asked from its text; None when the question has none."""
    if kind == "parse":
        return outcome(ORIGINAL["parse"], members["src"])
    if kind == "coordinate":
        return outcome(ORIGINAL["parse_schema_coordinate"], members["src"])
    if kind == "schema":
        errors = graphql.validate_schema(ORIGINAL["build_schema"](members["sdl"]))
        return entries(errors)
    rules = members.get("rules")
    rules = {"rules": [getattr(all_rules, name) for name in rules]} if rules is not None else {}
    document = ORIGINAL["parse"](members["src"])
    if kind == "validateSDL":
        base = members["base"]
        base = ORIGINAL["build_schema"](base) if base is not None else None
        errors = ORIGINAL["validate_sdl"](document, base, **rules)
        return entries(errors)
    schema = ORIGINAL["build_schema"](members["sdl"])
    if kind == "validate":
        errors = ORIGINAL["validate"](schema, document, max_errors=ERRORS_MAX, **rules)
        return entries(errors)
    if ORIGINAL["validate"](schema, document):
        # What may not be executed has no response, and is asked about as what it is.
        return None
    result = ORIGINAL["execute_sync"](schema, document, members["root"],
                                      variable_values=members["variables"],
                                      operation_name=members["operationName"])
    return {"result": result.formatted} if isinstance(result, ExecutionResult) else None


ORIGINAL = {function.__name__: function for function in WATCHED}


def pytest_configure(config):
    install()


def pytest_runtest_setup(item):
    global current_test
    current_test = item.nodeid


def pytest_sessionfinish(session):
    with open(os.environ["CASES"], "w", encoding="ascii") as cases:
        for kind, members, test in list(questions.values()):
            try:
                answered = answer(kind, members)
                line = answered and json.dumps({"k": kind, **members, **answered, "test": test}, allow_nan=False)
            except Exception:
                # Not a question that the text alone puts, such as a schema that the engine cannot print.
                continue
            if line:
                cases.write(line + "\n")
