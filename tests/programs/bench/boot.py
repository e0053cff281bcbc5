"""How long until the first result: our bundle against Pyodide as npm ships it.

    uv run python -m tests.programs.bench.boot [rounds]

A cold start has a new browser without caches; a return visit is made by a browser that was closed
after the first one and opened again, with all that it left on the disk. Files come over the
loopback and not compressed, so what is compared is work, not a network. Rounds alternate which one
goes first. Times depend on the machine and on what else it does; the ratio of one run is what
counts.
"""

import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from self_tests.site.bundle.build import build_bundle
from self_tests.site.bundle.core import core_files
from self_tests.site.bundle.pyodide import fetch_pyodide
from self_tests.site.places import ROOT
from tests.support.requests import CLEAR, knee_to_wall, request_text
from tests.support.shipped_bundle import served

HERE = Path(__file__).parent
VARIANTS = ("ours", "stock")
ROUNDS = 5
TARGETS = {"cold start": 3.0, "return visit": 6.0}
"""Times faster than stock that the bundle is meant to be, four times slowed down."""

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

MEASURE = """
async ([variant, bundle, request, onPage]) => {
  const { firstResult } = await import(`/tests/programs/bench/${variant}.mjs`);
  const start = performance.now();
  const response = await firstResult(bundle, request, onPage);
  if (!("ok" in response)) throw new Error(JSON.stringify(response));
  return performance.now() - start;
}
"""


FIRST_VISIT = """
async ([variant, bundle, request]) => {
  const { firstVisit } = await import(`/tests/programs/bench/${variant}.mjs`);
  await firstVisit(bundle, request, false);
}
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The milliseconds to the first result of one kind of visit, by variant, a number a round."""

    visit: str
    slower: int
    thread: str
    times: dict[str, list[float]]


def lay_out(folder: Path) -> dict[str, object]:
    """Put both variants into a folder; return our manifest."""
    (folder / "index.html").write_text("<!doctype html><title>Bench</title>", "utf-8")
    # The scripts keep their places, so that their imports are true here and in the editor.
    for scripts in (HERE, ROOT / "overrides" / "assets" / "self-tests"):
        target = folder / scripts.relative_to(ROOT)
        for script in scripts.rglob("*.mjs"):
            copy = target / script.relative_to(scripts)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(script, copy)
    bundle = build_bundle()
    for part in bundle.parts:
        (folder / "bundle" / part.url).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundle.folder / part.url, folder / "bundle" / part.url)
    stock = folder / "stock"
    shutil.copytree(fetch_pyodide(ROOT / ".cache"), stock)
    with zipfile.ZipFile(stock / "self_tests.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in core_files(ROOT).items():
            wheel.writestr(name, content)
    return bundle.manifest("/bundle/")


def start(
    playwright: Playwright, address: str, arguments: list[object], slower: int, visit: str
) -> float:
    """Return the milliseconds to the first result of a visit, `slower` times slowed down.

    Raises `AssertionError` if the page asked another machine for something: a variant that needs
    the network would be measured with it.
    """
    asked: list[str] = []
    with tempfile.TemporaryDirectory() as profile:

        def browse() -> BrowserContext:
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path="/usr/bin/chromium", args=CHROMIUM
            )
            context.on("request", lambda request: asked.append(request.url))
            return context

        if visit == "return visit":
            with browse() as before:
                page = before.new_page()
                page.goto(address)
                page.evaluate(FIRST_VISIT, arguments)
                # The browser writes what it compiled once the page has been quiet for a while.
                page.wait_for_timeout(5000)
        with browse() as context:
            page = context.new_page()
            page.goto(address)
            if slower > 1:
                session = context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            milliseconds: float = page.evaluate(MEASURE, arguments)
    # Addresses without a host are the page's own: `blob:` and `data:`.
    elsewhere = [url for url in asked if urlsplit(url).hostname not in {"127.0.0.1", None}]
    assert not elsewhere, f"{arguments[0]} asked the network for {elsewhere}"
    return milliseconds


def compare(
    playwright: Playwright,
    address: str,
    manifest: dict[str, object],
    variants: Sequence[str],
    rounds: int,
) -> Iterator[Comparison]:
    """Measure the variants beside each other: both visits, at full speed and slowed four times."""
    request = json.loads(request_text({**CLEAR, **knee_to_wall()}))
    for visit, (slower, thread) in product(TARGETS, ((1, "worker"), (4, "page"))):
        times: dict[str, list[float]] = {variant: [] for variant in variants}
        for turn in range(rounds):
            for variant in variants if turn % 2 else variants[::-1]:
                arguments = [variant, manifest, request, thread == "page"]
                times[variant].append(start(playwright, address, arguments, slower, visit))
        yield Comparison(visit, slower, thread, times)


def main(rounds: int) -> None:
    """Print the medians, their ratio and the spread, at full speed and four times slower."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        manifest = lay_out(Path(scratch))
        with served(Path(scratch)) as address:
            for each in compare(playwright, address, manifest, VARIANTS, rounds):
                report(f"{each.visit}, {each.slower}x slower, on the {each.thread}'s thread", each)
                if each.slower > 1:
                    print(f"  (at least {TARGETS[each.visit]} wanted)\n")


def report(what: str, comparison: Comparison) -> None:
    """Print one comparison."""
    times = comparison.times
    print(f"{what}, median of {len(times['ours'])}")
    for variant, taken in times.items():
        spread = f"{min(taken) / 1000:.2f}-{max(taken) / 1000:.2f}"
        print(f"  {variant:<6} {median(taken) / 1000:.2f} s  ({spread})")
    print(f"  {median(times['stock']) / median(times['ours']):.1f} times faster")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
