"""What a visit costs the phone while it runs: long tasks on the page's thread, and memory.

    uv run python -m tests.programs.bench.running
    uv run python -m tests.programs.bench.running BEFORE AFTER

Long tasks are those over 50 ms from the first press in a self-test of the built site to its drawn
result, with the page's thread slowed down four times, for a reader who looks at each screen for a
second. They are counted in the processor time that the thread took: what else the machine does is
no task of ours. Given sites that are built already, it walks through each of them in turn, so that
one run compares them. Memory is what the browser's process of the page holds for itself alone, less
what it held before the first press.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page, sync_playwright

from self_tests.site.places import ROOT
from tests.programs.bench.boot import CHROMIUM, lay_out
from tests.support.chromium import IN_CENTIMETERS
from tests.support.faulty_server import serving
from tests.support.requests import CLEAR, knee_to_wall, request_text
from tests.support.shipped_bundle import served
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, settled

REPORTS = (10, 210, 410)
LOOK = 1000
"""Milliseconds that a reader looks at a screen before each press."""
ROUNDS = 3
"""How often each site is walked through; the numbers are those in the middle."""
LONG = 50
"""Milliseconds of a task that is long."""
TRACED = ["toplevel", "blink.user_timing"]
TASK = "ThreadControllerImpl::RunTask"
PRESSED = "pressed"
ASK = """
async ([bundle, request, times]) => {
  const { askAgain } = await import("/tests/programs/bench/ours.mjs");
  await askAgain(bundle, request, times);
}
"""


type Step = tuple[float, float, str]
"""Where a finger comes down, in pixels, and what is typed then."""


def steps_of(page: Page) -> list[Step]:
    """Walk to the result; return every press and entry, to be made again without a look."""
    walk = Walk(page)
    steps: list[Step] = []

    def press(what: Locator, text: str = "") -> None:
        box = what.bounding_box()
        assert box is not None
        steps.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, text))
        what.click()
        page.keyboard.type(text)
        settled(page)

    go_on = walk.self_test.locator("form .self-test-continue:visible")
    while go_on.count():
        for name, entry in LEFT_IS_WORSE.items():
            if name not in walk.shown_fields():
                continue
            for text in [entry] if isinstance(entry, str) else entry:
                first = walk.field(name).first
                is_text = first.get_attribute("type") == "text"
                press(first if is_text else walk.option(name, text), text if is_text else "")
        press(go_on)
    walk.result()
    return steps


def long_tasks(browser: Browser, site: Path) -> list[float]:
    """Return the milliseconds of each long task of a visit.

    The driver looks for what it presses with scripts in the page, which at this pace are long tasks
    of their own. So a first visit notes where everything stands, on a screen that nothing scrolls
    on, and the one that counts only presses there.
    """
    with serving(site) as state:
        context = browser.new_context(
            viewport={"width": 390, "height": 4000}, locale=IN_CENTIMETERS
        )
        page = context.new_page()
        page.goto(f"{state.address}/{PAGE}")
        steps = steps_of(page)
        page.close()
        context.close()
        context = browser.new_context(
            viewport={"width": 390, "height": 4000}, locale=IN_CENTIMETERS
        )
        page = context.new_page()
        page.goto(f"{state.address}/{PAGE}")
        page.wait_for_load_state("networkidle")
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        browser.start_tracing(page=page, categories=TRACED)
        page.evaluate("(name) => performance.mark(name)", PRESSED)
        for x, y, text in steps:
            page.wait_for_timeout(LOOK)
            page.mouse.click(x, y)
            page.keyboard.type(text)
        page.wait_for_timeout(10 * LOOK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
        Walk(page).result()
        context.close()
    return [each for each in _tasks(events) if each > LONG]


def _tasks(events: Sequence[dict[str, Any]]) -> list[float]:
    """Return the milliseconds of processor time of each task of the page since the mark."""
    mark = next(each for each in events if each["name"] == PRESSED)
    return [
        each["tdur"] / 1000
        for each in events
        if each["name"] == TASK and "tdur" in each
        if (each["pid"], each["tid"]) == (mark["pid"], mark["tid"]) and each["ts"] >= mark["ts"]
    ]


def private_bytes(session: CDPSession) -> int:
    """Return what the largest renderer holds for itself alone."""
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [int(each["id"]) for each in processes if each["type"] == "renderer"]
    return max(_private(renderer) for renderer in renderers)


def _private(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    sizes = [line.split() for line in lines if line.startswith("Private_")]
    return 1024 * sum(int(size) for _, size, _ in sizes)


def memory(browser: Browser) -> dict[int, int]:
    """Return the bytes that a page gained, by how many reports Python has made on it."""
    request = json.loads(request_text({**CLEAR, **knee_to_wall()}))
    gained = {}
    with tempfile.TemporaryDirectory() as scratch:
        manifest = lay_out(Path(scratch))
        with served(Path(scratch)) as address:
            page = browser.new_page()
            page.goto(address)
            session = browser.new_browser_cdp_session()
            before = private_bytes(session)
            made = 0
            for count in REPORTS:
                page.evaluate(ASK, [manifest, request, count - made])
                made = count
                page.wait_for_timeout(1000)
                gained[count] = private_bytes(session) - before
            page.close()
    return gained


def compare(browser: Browser, sites: Sequence[Path]) -> None:
    """Print how many long tasks each site has, and the longest."""
    found: dict[Path, list[list[float]]] = {site: [] for site in sites}
    for _ in range(ROUNDS):
        for site in sites:
            found[site].append(long_tasks(browser, site))
    for site, rounds in found.items():
        count = median(len(each) for each in rounds)
        longest = median(max(each, default=0) for each in rounds)
        whole = median(sum(each) for each in rounds)
        print(f"{site}: {count} long tasks, the longest {longest:.0f} ms, all {whole:.0f} ms")


def main(sites: Sequence[Path]) -> None:
    """Print the long tasks of sites that are built, or of one built now, and then its memory."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        if sites:
            compare(browser, sites)
            return
        site = Path(scratch)
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
            cwd=ROOT,
            check=True,
        )
        compare(browser, [site])
        for count, gained in memory(browser).items():
            print(f"after {count} reports: {gained / 1e6:.0f} MB")
        browser.close()


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
