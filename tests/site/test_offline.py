"""What a reader may keep for a gym without a network."""

from pathlib import Path

from self_tests.site.bundle.build import build_bundle
from self_tests.site.publish.offline import kept_files
from tests.support.pages import address, read


def test_no_link_leads_out_of_the_copy(built_site: Path) -> None:
    """Every page and file to which a kept page leads is kept, too, but pages for contributors."""
    kept = kept_files(built_site, build_bundle())
    known = {*kept.paths, *(f"{path}index.html" for path in kept.onward)}
    pages = [read(built_site, path) for path in kept.paths if path.endswith(".html")]
    missing = {
        f"{page.path}: {target}"
        for page in pages
        for target in page.links
        if (found := address(page, target))
        and not found[0].startswith("contributing/")
        and found[0] not in known
    }
    assert (len(pages) > 50, missing) == (True, set())
