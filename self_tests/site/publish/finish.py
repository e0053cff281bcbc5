"""Completes a built site: the steps, in the order in which they must run.

`python -m self_tests.site.publish.finish site/` does it by hand; the MkDocs hook does it after each
build. A second run changes nothing.
"""

import json
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from self_tests.site.bundle.build import build_bundle
from self_tests.site.bundle.shapes import Bundle
from self_tests.site.errors import BuildError
from self_tests.site.publish.assets import (
    SCRIPTS,
    copy_bundle,
    is_ours,
    minify,
    publish_sources,
    version_scripts,
)
from self_tests.site.publish.colors import schemes, with_bars
from self_tests.site.publish.flat_scripts import flatten_scripts, roomed
from self_tests.site.publish.joined_scripts import join_scripts, lost
from self_tests.site.publish.offline import SIZE, kept_files, write_worker
from self_tests.site.publish.page import Page, refuse
from self_tests.site.publish.policy import headers
from self_tests.site.publish.redirects import redirects
from self_tests.site.publish.style_sheets import PARTS, SITE_SHEET, THEME, TOKENS, join

DEPLOY = "deploy.json"
"""The file that tells an open page whether its scripts and its bundle are still current."""

OTHER_LANGUAGES = "assets/javascripts/lunr"
"""The theme's search for languages that this site does not use."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The outcome: how many pages there are, and the bundle, if any page needs it."""

    pages: int
    bundle: Bundle | None


def finish(
    site: Path,
    make_bundle: Callable[[], Bundle] = build_bundle,
    *,
    live: bool = False,
) -> Finished:
    """Complete the built site in the folder `site`.

    The bundle is made only if a page holds a `<self-test>`. A `live` site gets no security policy:
    `mkdocs serve` writes a new script into each answer. If no page offers to keep the site for a
    place without a network, as after `offline: false` in mkdocs.yml, nothing can be kept, and
    earlier copies are removed.

    Raises a `BuildError`: `PageError` for what an author can mend in a page, those of
    `build_bundle` for the rest.
    """
    pages = {path: Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    refuse(problem for path, page in pages.items() for problem in page.problems(path, site))
    refuse(
        (path.relative_to(site).as_posix(), what, mend)
        for path, page in pages.items()
        for what, mend in (*roomed(page.text), *lost(page.text))
    )
    needed = any(page.holds_self_test for page in pages.values())
    bundle = make_bundle() if needed else None
    if bundle:
        copy_bundle(bundle, site / SCRIPTS / "bundle")
    sources = publish_sources(bundle.sources if bundle else {}, site / SCRIPTS)
    flatten_scripts(site / SCRIPTS)
    join_scripts(site / SCRIPTS)
    minify(path for path in (site / SCRIPTS).rglob("*.mjs") if is_ours(path, site / SCRIPTS))
    for declared in (site / SCRIPTS).rglob("*.d.ts"):
        declared.unlink()  # for the type checker, and nobody's browser
    shutil.rmtree(site / OTHER_LANGUAGES, ignore_errors=True)
    write_worker(site, None)
    moved = {**version_scripts(site / SCRIPTS), **_join_styles(site, pages.values())}
    allowed: set[str] = set()
    for path, page in pages.items():
        root = "../" * (len(path.relative_to(site).parts) - 1) or "./"
        page.move(moved)
        page.show_sources(sources)
        if bundle and page.holds_self_test:
            page.add_bundle(bundle.manifest(f"{root}{SCRIPTS}/bundle/"))
        page.add_scripts(site, root)
        allowed |= set(page.script_sources)
        path.write_text(page.finished(live=live), "utf-8")
    if bundle:
        scripts = next((page.scripts for page in pages.values() if page.scripts), "")
        deploy = {"scripts": scripts, "bundle": bundle.digest}
        (site / DEPLOY).write_text(json.dumps(deploy), "utf-8")
    if bundle and not live and any(SIZE.search(page.text) for page in pages.values()):
        _keep(site, bundle, pages)
    if not live:
        (site / "_headers").write_text(headers(allowed, site), "utf-8")
        texts = {path: page.text for path, page in pages.items()}
        (site / "_redirects").write_text(redirects(site, texts), "utf-8")
    return Finished(len(pages), bundle)


def _join_styles(site: Path, pages: Collection[Page]) -> dict[str, str]:
    """Join the style sheets, fill in the colors of the browser's bars, and remove the parts.

    Return old to new address of each sheet; nothing if an earlier pass has done it.
    """
    if not (site / SITE_SHEET).is_file():
        return {}
    colors = schemes((site / TOKENS).read_text("utf-8"))
    theme = dict.fromkeys(sheet for page in pages for sheet in page.take_theme_sheets())
    for page in pages:
        page.text = with_bars(page.text, colors)
    moved = join(site, theme)
    for folder in (*PARTS, THEME):
        shutil.rmtree(site / folder, ignore_errors=True)
    return moved


def _keep(site: Path, bundle: Bundle, pages: Iterable[Path]) -> None:
    """Write the list of files into the service worker, and their size into pages that offer it."""
    kept = kept_files(site, bundle)
    size = kept.megabytes
    for path in pages:
        text = path.read_text("utf-8")
        path.write_text(SIZE.sub(rf"\g<1>{size}\g<2>", text), "utf-8")
    write_worker(site, kept)


def main(arguments: Sequence[str]) -> int:
    """Finish the site in the folder that is the only argument; return the exit status."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write(
            "Usage: python -m self_tests.site.publish.finish site/   (a folder, built before)\n"
        )
        return 2
    try:
        finished = finish(Path(arguments[0]))
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{finished.pages} pages{_weight(finished.bundle)}\n")
    return 0


def _weight(bundle: Bundle | None) -> str:
    if bundle is None:
        return ", no self-test among them"
    brotli, gzip = (f"{size / 1e6:.2f} MB" for size in (bundle.brotli, bundle.gzip))
    return f"; the bundle weighs {brotli} (brotli) or {gzip} (gzip)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
