"""How long until the first result, beside the ready-made ways to put Python on a page.

    uv run python -m tests.bench.peers [rounds]

Measured as in `boot`: the same core, the same Pyodide, one folder on the loopback. The peers are
fetched once, through npm, at the versions below, and kept in `.cache/peers`. A round takes some
minutes.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from self_tests.site.runtime import ROOT, BuildError, find_program
from tests.bench.boot import Comparison, compare, lay_out
from tests.bundle.harness import served

CACHE = ROOT / ".cache" / "peers"
PYSCRIPT = "@pyscript/core@0.7.31"
VARIANTS = {
    "ours": "ours",
    "stock": "stock Pyodide",
    "pyscript": "PyScript",
}
"""What stands in the head of the table, by the name of the script that measures it."""

ROUNDS = 3


class PeerUnavailableError(BuildError):
    """A package to compare with is neither kept here nor to be had."""


def npm_package(package: str, target: Path) -> None:
    """Unpack a package of npm, named with its version, into a new folder."""
    command = [*find_program("npm"), "pack", "--silent", "--prefer-offline"]
    unpacked = target.with_name(f"{target.name}.npm")
    shutil.unpack_archive(archive(command, package), unpacked, filter="data")
    (unpacked / "package").rename(target)


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
    npm_package(PYSCRIPT, folder / "pyscript-core")
    (folder / "pyscript-core" / "dist").rename(folder / "pyscript")


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
    yield f"{PYSCRIPT} runs on the Pyodide that stock has."
    yield "1x runs in a worker; 4x on the page's thread, the only one that Chromium slows down."


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
