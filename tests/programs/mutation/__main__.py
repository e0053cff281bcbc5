"""Change the scoring in one place, run its tests, and see whether one notices.

    nice uv run python -m tests.programs.mutation [module ...] [--sample N]

Modules are those of `TESTS`, all of them when none is named; with a sample, so many changes of
each are drawn with a fixed seed. Each change runs in a process of its own, which is forked from
one that has pytest in memory already; no file is touched. A change that makes the tests run too
long counts as noticed. Prints what survived and how many were killed.
"""

# ruff: noqa: T201 - a program for a terminal
import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest

from tests.programs.mutation.operators import mutations
from tests.support.repository import ROOT

SEED = 1
MOST_SECONDS = 90
CORE = "tests/core"
LINES = (
    f"{CORE}/test_bands.py",
    f"{CORE}/test_lines.py",
    f"{CORE}/test_stability.py",
    f"{CORE}/test_reporting.py",
)
THROUGH_THE_DOOR = (f"{CORE}/test_cases.py", f"{CORE}/test_wire.py", f"{CORE}/test_properties.py")
# Which tests speak for which module, the likeliest to notice first.
TESTS = {
    "rules.chance": (*LINES, *THROUGH_THE_DOOR),
    "rules.deficits": (*LINES, *THROUGH_THE_DOOR),
    "rules.readings": (
        f"{CORE}/test_readings.py",
        f"{CORE}/test_cases.py",
        *LINES,
        *THROUGH_THE_DOOR,
    ),
    "rules.facts": (f"{CORE}/test_facts.py", f"{CORE}/test_planning.py", *THROUGH_THE_DOOR),
    "plan_facts": (f"{CORE}/test_planning.py", *THROUGH_THE_DOOR),
    "scoring": (f"{CORE}/test_scoring.py", f"{CORE}/test_cases.py", *LINES, *THROUGH_THE_DOOR),
    "lines": (*LINES, *THROUGH_THE_DOOR),
    "load_line": (*LINES, *THROUGH_THE_DOOR),
    "ranked_lines": (*LINES, f"{CORE}/test_first_thing.py", *THROUGH_THE_DOOR),
    "safety": (
        f"{CORE}/test_safety.py",
        f"{CORE}/test_planning.py",
        f"{CORE}/test_contradictions.py",
        *THROUGH_THE_DOOR,
    ),
    "planning": (f"{CORE}/test_planning.py", f"{CORE}/test_chains.py", *THROUGH_THE_DOOR),
    "first_thing": (f"{CORE}/test_first_thing.py", f"{CORE}/test_cases.py", *THROUGH_THE_DOOR[1:]),
    "check_ins": (f"{CORE}/test_check_ins.py", f"{CORE}/test_wire.py"),
    "weeks": (f"{CORE}/test_weeks.py", f"{CORE}/test_planning.py", *THROUGH_THE_DOOR),
    "sharing": (f"{CORE}/test_sharing.py", f"{CORE}/test_reader_data.py"),
    "stability": (f"{CORE}/test_stability.py", f"{CORE}/test_properties.py"),
}


class _Loader(importlib.machinery.SourceFileLoader):
    """Gives mutated code instead of what the file says."""

    def __init__(self, name: str, file: Path, code: CodeType) -> None:
        super().__init__(name, str(file))
        self._code = code

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the shape of a loader
        """Return the mutated code."""
        return self._code


class _Finder(importlib.abc.MetaPathFinder):
    """Finds one module, and nothing else."""

    def __init__(self, loader: _Loader) -> None:
        self._loader = loader

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 - the shape of a finder
        target: ModuleType | None = None,  # noqa: ARG002 - the shape of a finder
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of the one module, and nothing for any other."""
        if fullname != self._loader.name:
            return None
        where = self._loader.path
        return importlib.util.spec_from_file_location(fullname, where, loader=self._loader)


def killed(module: str, code: CodeType, file: Path) -> bool:
    """Return whether a test of a module notices that it runs this code."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os._exit(_run_tests(module, code, file))
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run_tests(module: str, code: CodeType, file: Path) -> int:
    """Return pytest's exit code; what it says goes nowhere."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sys.meta_path.insert(0, _Finder(_Loader(f"self_tests.{module}", file, code)))
    hypothesis.settings.register_profile(
        "mutation", database=None, derandomize=True, max_examples=20, deadline=None
    )
    hypothesis.settings.load_profile("mutation")
    # Hypothesis is in memory before pytest starts, which pytest warns of.
    quiet = ("-x", "-q", "-p", "no:cacheprovider", "-W", "ignore")
    try:
        return int(pytest.main([*quiet, *TESTS[module]]))
    except BaseException:  # noqa: BLE001 - a mutant may break pytest itself; that is noticed too
        return 1


def survivors(module: str, sample: int | None) -> tuple[int, list[str]]:
    """Return how many changes of a module were tried, and those that no test noticed.

    Raises `SystemExit` when the tests fail without any change.
    """
    file = ROOT / "self_tests" / f"{module.replace('.', '/')}.py"
    text = file.read_text("utf-8")
    if killed(module, compile(text, str(file), "exec"), file):
        raise SystemExit(f"{module}: its tests fail on the code as it stands. Mend that first.")
    chosen = list(range(sum(1 for _ in mutations(ast.parse(text)))))
    if sample and sample < len(chosen):
        chosen = sorted(random.Random(SEED).sample(chosen, sample))  # noqa: S311 - no secret
    found = []
    for number in chosen:
        tree = ast.parse(text)
        mutation = list(mutations(tree))[number]
        mutation.make()
        code = compile(ast.fix_missing_locations(tree), str(file), "exec")
        if not killed(module, code, file):
            line = text.splitlines()[mutation.line - 1].strip()
            found.append(f"self_tests/{file.name}:{mutation.line}: {mutation.words}: {line}")
            print(found[-1], flush=True)
    return len(chosen), found


def main() -> int:
    """Try the changes, print what survived, and return 0."""
    words = argparse.ArgumentParser(prog="python -m tests.programs.mutation")
    words.add_argument("modules", nargs="*", default=list(TESTS), choices=[*TESTS, []])
    words.add_argument("--sample", type=int)
    wanted = words.parse_args()
    os.chdir(ROOT)
    tried = alive = 0
    for module in wanted.modules:
        count, found = survivors(module, wanted.sample)
        tried, alive = tried + count, alive + len(found)
        print(f"{module}: {count - len(found)} of {count} noticed", flush=True)
    print(f"all: {tried - alive} of {tried} noticed, {100 * (tried - alive) / tried:.1f} in 100")
    return 0


if __name__ == "__main__":
    sys.exit(main())
