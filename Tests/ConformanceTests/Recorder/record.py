#!/usr/bin/env python3
"""Records what graphql-core answers, as cases that any engine can be asked.

    record.py FOLDER

Downloads the source distribution of graphql-core into FOLDER, runs its own tests with the plugin
`questions.py` beside this file, and writes `cases.jsonl`. A recording that is there is kept: the folder's name
should change when this file or the plugin does. Nothing of the package is kept elsewhere. Of those that ask at
once, one records and the others wait.
"""

import fcntl
import os
import pathlib
import subprocess
import sys
import tarfile

VERSION = "3.3.2"
# What the package's own tests need, as its pyproject.toml asks for them.
TEST_REQUIREMENTS = [
    "anyio>=4.12,<5",
    "pytest>=9,<10",
    "pytest-benchmark>=5,<6",
    "pytest-describe>=3.2,<4",
    "pytest-timeout>=2.4,<3",
]
# Makes queries from schemas, for `fuzz.py`.
FUZZ_REQUIREMENTS = ["hypothesis>=6", "hypothesis-graphql==0.13.5"]
TESTS = ["language", "type", "utilities", "validation", "execution", "test_star_wars_query.py",
         "test_star_wars_introspection.py", "test_star_wars_validation.py"]


def run(*command, **options):
    print("+", " ".join(map(str, command)), file=sys.stderr, flush=True)
    subprocess.run(list(map(str, command)), check=True, stdout=sys.stderr, **options)


def environment(folder):
    """A virtual environment with the package and what its tests need; made once."""
    python = folder / "venv" / "bin" / "python"
    ready = folder / "venv" / "ready"
    if not ready.exists():
        run(sys.executable, "-m", "venv", folder / "venv")
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            f"graphql-core=={VERSION}", *TEST_REQUIREMENTS, *FUZZ_REQUIREMENTS)
        ready.touch()
    return python


def source(folder, python):
    """The unpacked source distribution, which alone carries the tests."""
    unpacked = folder / f"graphql_core-{VERSION}"
    if not unpacked.exists():
        run(python, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--no-binary", "graphql-core", "--dest", folder, f"graphql-core=={VERSION}")
        with tarfile.open(folder / f"graphql_core-{VERSION}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return unpacked


def record(folder, cases):
    python = environment(folder)
    unpacked = source(folder, python)
    partial = folder / "cases.partial.jsonl"
    here = pathlib.Path(__file__).resolve().parent
    variables = {**os.environ, "PYTHONPATH": str(here), "CASES": str(partial), "PYTHONDONTWRITEBYTECODE": "1"}
    # A test of theirs that fails here still asked its questions, so the status says nothing.
    tests = [f"tests/{name}" for name in TESTS]
    subprocess.run([str(python), "-m", "pytest", "--quiet", "-p", "questions", "-p", "no:cacheprovider",
                    "-W", "ignore", *tests],
                   cwd=unpacked, env=variables, stdout=sys.stderr, check=False)
    partial.replace(cases)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    cases = folder / "cases.jsonl"
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not cases.exists():
            record(folder, cases)


main()
