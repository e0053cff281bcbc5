"""The bundle as it ships: complete, small, and the Pyodide that was pinned."""

import ast
import hashlib
import json
import tomllib
import zipfile
from base64 import b64encode
from importlib.util import source_hash

from self_tests.site.authoring.cases import all_cases
from self_tests.site.bundle.archives import without_docstrings
from self_tests.site.bundle.core import core_files
from self_tests.site.bundle.shapes import Bundle
from self_tests.site.places import ROOT
from self_tests.wire import respond
from tests.support.shipped_bundle import import_in_node, respond_in_node

LARGEST = 2_800_000
"""What a reader may have to download before the first result, in bytes, as brotli."""


def test_the_whole_bundle_stays_small(bundle: Bundle) -> None:
    """Everything that scoring needs is at most 2.8 MB on a host with brotli."""
    sizes = {part.name: part.brotli for part in bundle.parts}
    assert bundle.brotli <= LARGEST, sizes


def test_every_module_of_the_core_imports_from_the_bundle(bundle: Bundle) -> None:
    """No module of the core needs anything that was left out of the standard library."""
    with zipfile.ZipFile(bundle.folder / bundle["self-tests"].url) as wheel:
        files = [name for name in wheel.namelist() if name.endswith(".pyc")]
    modules = [name[: -len(".pyc")].replace("/", ".").removesuffix(".__init__") for name in files]
    assert "self_tests.wire" in modules
    assert import_in_node(modules, bundle)["failed"] == {}


def test_a_module_that_was_left_out_is_noticed(bundle: Bundle) -> None:
    """The import of a module that is not in the bundle fails, so the test above can fail."""
    failed = import_in_node(["json", "sqlite3"], bundle)["failed"]
    assert list(failed) == ["sqlite3"]


def test_the_lock_file_tells_the_truth(bundle: Bundle) -> None:
    """What the page tells Pyodide about its build is what that build says about itself."""
    found = import_in_node([], bundle)
    emscripten = found["release"].replace(".", "_")
    assert (found["version"], found["python"], f"emscripten_{emscripten}") == (
        bundle.lock["version"],
        bundle.lock["python"],
        bundle.lock["platform"],
    )


def test_the_shipped_python_answers_like_this_one(bundle: Bundle) -> None:
    """Every case of every definition gets the same bytes in the worker as in this interpreter."""
    cases = {f"{case.self_test}: {case.sentence}": case.request_text() for case in all_cases()}
    expected = {sentence: respond(request) for sentence, request in cases.items()}
    answers = respond_in_node(list(cases.values()), bundle)
    assert expected == dict(zip(cases, answers, strict=True))


def test_the_shipped_python_refuses_like_this_one(bundle: Bundle) -> None:
    """What cannot be answered is refused in the same words in the worker."""
    requests = ['{"do":"describe","version":1}', '{"do":"nothing","version":1}', "[]", "{"]
    expected = [respond(request) for request in requests]
    assert expected == respond_in_node(requests, bundle)


def test_every_part_is_what_its_integrity_says(bundle: Bundle) -> None:
    """The integrity in the manifest is the SHA-256 of the file at the part's address."""
    for part in bundle.parts:
        digest = hashlib.sha256((bundle.folder / part.url).read_bytes()).digest()
        assert part.integrity == f"sha256-{b64encode(digest).decode()}", part.url


def test_the_core_ships_as_byte_code_beside_its_definitions(bundle: Bundle) -> None:
    """The wheel holds no source, no build-time code, and every file that its RECORD names."""
    with zipfile.ZipFile(bundle.folder / bundle["self-tests"].url) as wheel:
        names = wheel.namelist()
        record = next(name for name in names if name.endswith(".dist-info/RECORD"))
        listed = [line.split(",")[0] for line in wheel.read(record).decode().splitlines()]
    assert sorted(listed) == sorted(names)
    assert "self_tests/wire.pyc" in names
    assert [name for name in names if name.endswith((".py", ".toml")) or "/site/" in name] == []


def test_the_shipped_definitions_are_those_of_the_repository(bundle: Bundle) -> None:
    """What the browser reads as tables is what the TOML files say, cases apart."""
    folder = ROOT / "self_tests" / "definitions"
    expected = {
        file.relative_to(folder).as_posix(): tomllib.loads(file.read_text("utf-8"))
        for file in folder.rglob("*.toml")
        if file.name != "cases.toml"
    }
    with zipfile.ZipFile(bundle.folder / bundle["self-tests"].url) as wheel:
        assert expected == json.loads(wheel.read("self_tests/definitions/tables.json"))


def test_the_byte_code_names_the_published_sources(bundle: Bundle) -> None:
    """Each file of byte code of the core carries the hash of the source that anybody can read."""
    with zipfile.ZipFile(bundle.folder / bundle["self-tests"].url) as wheel:
        named = {
            name.removesuffix("c"): wheel.read(name)[8:16]
            for name in wheel.namelist()
            if name.startswith("self_tests/") and name.endswith(".pyc")
        }
    published = {
        name: source_hash(content)
        for name, content in bundle.sources.items()
        if name.endswith(".py")
    }
    assert named == published


def test_sources_without_docstrings_do_the_same_on_the_same_lines() -> None:
    """Of every module only the docstrings go; a traceback names the lines that anybody can read."""
    for name, source in core_files(ROOT).items():
        if name.endswith(".py"):
            expected = [(type(node), node.lineno) for node in _statements(source)]
            terse = without_docstrings(source)
            assert expected == [(type(node), node.lineno) for node in _statements(terse)], name


def _statements(source: bytes) -> list[ast.stmt]:
    """Return the statements of a module that do something."""
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]


def test_a_class_without_docstring_asks_dataclasses_for_none() -> None:
    """A class keeps a text, so that `dataclasses` does not work one out at each start."""
    source = b'@dataclass\nclass Pair:\n    """Two things.\n\n    Always.\n    """\n    one: int\n'
    expected = b"@dataclass\nclass Pair:\n    '.'\n\n\n\n    one: int\n"
    assert expected == without_docstrings(source)


def test_no_class_of_the_core_is_compiled_on_the_phone(bundle: Bundle) -> None:
    """The byte code that ships covers the text of each dataclass, as Pyodide's Python writes it."""
    assert import_in_node([], bundle)["compiledHere"] == []


def test_the_manifest_names_each_part_for_the_worker(bundle: Bundle) -> None:
    """The page's manifest is JSON with the base, the digest, the lock and five parts."""
    manifest = json.loads(json.dumps(bundle.manifest("../bundle/")))
    assert manifest["base"] == "../bundle/"
    assert manifest["digest"] == bundle.digest
    assert list(manifest["parts"]) == ["loader", "glue", "wasm", "standard-library", "self-tests"]
    assert manifest["parts"]["wasm"]["url"].endswith(".wasm")
