"""Where a cold start spends its time, and what it downloads.

`uv run python -m tests.programs.bench.stages`
"""

import json
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from self_tests.site.bundle.build import build_bundle
from tests.programs.bench.boot import CHROMIUM, ROUNDS, lay_out
from tests.support.requests import CLEAR, knee_to_wall, request_text
from tests.support.shipped_bundle import served

MEASURE = """
async ([bundle, request]) => {
  const { stages } = await import("/tests/programs/bench/stages.mjs");
  return stages(bundle, request);
}
"""


def main(rounds: int) -> None:
    """Print the share of each stage in the median cold start, and the bytes of each part."""
    request = json.loads(request_text({**CLEAR, **knee_to_wall()}))
    runs: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        manifest = lay_out(Path(scratch))
        with served(Path(scratch)) as address:
            for _ in range(rounds):
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=CHROMIUM
                )
                page = browser.new_page()
                page.goto(address)
                runs.append(page.evaluate(MEASURE, [manifest, request]))
                browser.close()
    whole = median(run["first result"] for run in runs)
    print(f"{whole / 1000:.2f} s to the first result, median of {rounds} cold starts")
    for stage, following in pairwise(runs[0]):
        took = median(run[following] - run[stage] for run in runs)
        print(f"  {stage:<18}{took:>7.0f} ms {took / whole:>5.0%}")
    print("\npart               on disk    brotli      gzip")
    bundle = build_bundle()
    for part in bundle.parts:
        print(f"  {part.name:<16}{part.bytes:>10,}{part.brotli:>10,}{part.gzip:>10,}")
    print(f"  {'whole':<26}{bundle.brotli:>10,}{bundle.gzip:>10,}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
