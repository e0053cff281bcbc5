"""How long until the first result, beside the ready-made ways to put Python on a page.

    uv run python -m tests.programs.bench.peers [rounds]

Measured as in `boot`: the same core, the same Pyodide, one folder on the loopback. The peers are
fetched once, through npm and pip, at the versions below, and kept in `.cache/peers`. A round takes
some minutes.

The fence of markdown-exec is made by the package itself, of `fence.md`. It would load its scripts
from other hosts: its own option `assets="no"` leaves them out, and `fence.html` has them from here,
at the versions that the fence names except for Pyodide, which is the one of everybody here. What
the fence's script does stays as it is: it starts Pyodide with its page, loads micropip, and waits
for a press of Run. The fence's code brings the core in without micropip, which is quicker.
"""

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from markdown import Markdown
from playwright.sync_api import sync_playwright

from self_tests.site.bundle.processes import find_program
from self_tests.site.errors import BuildError
from self_tests.site.places import ROOT
from tests.programs.bench.boot import Comparison, compare, lay_out
from tests.support.shipped_bundle import served

HERE = Path(__file__).parent
CACHE = ROOT / ".cache" / "peers"
PYSCRIPT = "@pyscript/core@0.7.31"
MARKDOWN_EXEC = "markdown-exec==1.12.6"
ACE = "ace-builds@1.16.0"
HIGHLIGHT = "@highlightjs/cdn-assets@11.7.0"
PIP = "pip==25.3"

FENCE = "<!-- the fence -->"
"""Where it goes in `fence.html`."""

VARIANTS = {
    "ours": "ours",
    "stock": "stock Pyodide",
    "pyscript": "PyScript",
    "fence": "markdown-exec",
}
"""What stands in the head of the table, by the name of the script that measures it."""

ROUNDS = 3


class PeerUnavailableError(BuildError):
    """A package to compare with is neither kept here nor to be had."""


def npm_package(package: str, target: Path, part: str = "") -> None:
    """Unpack a package of npm, named with its version, or one folder of it, as a new folder."""
    command = [*find_program("npm"), "pack", "--loglevel=error", "--prefer-offline"]
    with tempfile.TemporaryDirectory() as scratch:
        shutil.unpack_archive(archive(command, package), scratch, filter="data")
        shutil.copytree(Path(scratch) / "package" / part, target)


def wheel(package: str) -> Path:
    """Return the wheel of a package of PyPI, named with its version."""
    tool = ["uv", "tool", "run", "--quiet", "--python", sys.executable, PIP]
    return archive([*tool, "download", "--quiet", "--no-deps", "--only-binary=:all:"], package)


def archive(command: Sequence[str], package: str) -> Path:
    """Return the archive that `command` fetches for a package into the folder it runs in.

    Raises `PeerUnavailableError` if it cannot and no earlier one is kept.
    """
    kept = CACHE / package
    if not kept.is_dir():
        with tempfile.TemporaryDirectory() as scratch:
            done = subprocess.run(
                [*command, package],
                cwd=scratch,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            if done.returncode or not list(Path(scratch).iterdir()):
                said = [line for line in done.stderr.splitlines() if "warn" not in line.lower()]
                raise PeerUnavailableError(
                    str(kept),
                    f"{package} could not be fetched ({' '.join(said[-3:]) or 'silent'}).",
                    "Connect to the internet and run again; it is fetched once. "
                    "Nothing was measured.",
                )
            shutil.copytree(scratch, kept)
    (found,) = kept.iterdir()
    return found


def lay_out_peers(folder: Path) -> None:
    """Put the peers beside what `lay_out` put into a folder."""
    stock = folder / "stock"
    # PyScript tells an archive by the end of its name.
    shutil.copyfile(stock / "self_tests.whl", stock / "self_tests.zip")
    npm_package(PYSCRIPT, folder / "pyscript", "dist")
    lay_out_fence(folder / "fence", stock)


def lay_out_fence(fence: Path, stock: Path) -> None:
    """Write the page with the fence into a new folder, and all that it loads."""
    npm_package(ACE, fence / "ace", "src-min-noconflict")
    npm_package(HIGHLIGHT, fence / "highlight")
    lay_out_pyodide(fence / "pyodide", stock)
    package = fence / "package"
    shutil.unpack_archive(wheel(MARKDOWN_EXEC), package, "zip")
    shutil.copytree(package / "markdown_exec" / "assets", fence / "assets")
    page = (HERE / "fence.html").read_text("utf-8")
    (fence / "index.html").write_text(page.replace(FENCE, rendered(package)), "utf-8")


def lay_out_pyodide(folder: Path, stock: Path) -> None:
    """Copy Pyodide with what the fence's script wants of it: the classic loader, and micropip."""
    version = json.loads((stock / "package.json").read_text("utf-8"))["version"]
    npm_package(f"pyodide@{version}", folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))
    micropip = lock["packages"]["micropip"]
    found = wheel(f"micropip=={micropip['version']}")
    shutil.copyfile(found, folder / micropip["file_name"])
    # Pyodide's own build of this version differs from that of PyPI in its bytes.
    micropip["sha256"] = hashlib.sha256(found.read_bytes()).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")


def rendered(package: Path) -> str:
    """Return the HTML of `fence.md`, made by the markdown-exec in a folder."""
    sys.path.insert(0, str(package))
    markdown_exec = importlib.import_module("markdown_exec")
    fence = {
        "name": "pyodide",
        "class": "pyodide",
        "validator": markdown_exec.validator,
        "format": markdown_exec.formatter,
    }
    superfences = "pymdownx.superfences"
    markdown = Markdown(
        extensions=[superfences], extension_configs={superfences: {"custom_fences": [fence]}}
    )
    return markdown.convert((HERE / "fence.md").read_text("utf-8"))


def row(comparison: Comparison) -> str:
    """Return the medians of a comparison as a line of the table, each with its ratio to ours."""
    medians = {variant: median(times) for variant, times in comparison.times.items()}
    shown = [
        f"{taken / 1000:.2f} s"
        if variant == "ours"
        else f"{taken / 1000:.2f} s ({taken / medians['ours']:.1f})"
        for variant, taken in medians.items()
    ]
    return f"| {comparison.visit}, {comparison.slower}x | {' | '.join(shown)} |"


def caption(rounds: int) -> Iterator[str]:
    """Give the lines above the table: what was measured, and how."""
    yield f"Seconds to the first result, median of {rounds}; in brackets, how many times ours."
    yield "1x runs in a worker; 4x on the page's thread, the only one that Chromium slows down."
    yield f"{PYSCRIPT} and the Pyodide fence of {MARKDOWN_EXEC} run on the Pyodide that stock has."
    yield "The fence knows no worker: its 1x is on the page's thread, too. Adapted in it: its"
    yield 'scripts come from this machine (its option assets="no"), micropip is the build of PyPI.'
    yield "Its time runs from its page's address, and Run is pressed as soon as it does something."


def main(rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        manifest = lay_out(folder)
        lay_out_peers(folder)
        print("\n".join(caption(rounds)))
        print(f"\n| Visit | {' | '.join(VARIANTS.values())} |")
        print("| --- |" + " ---: |" * len(VARIANTS))
        with served(folder) as address:
            for comparison in compare(playwright, address, manifest, tuple(VARIANTS), rounds):
                print(row(comparison), flush=True)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    except BuildError as problem:
        sys.exit(str(problem))
