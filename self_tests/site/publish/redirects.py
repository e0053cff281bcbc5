"""The file `_redirects`: hosts that read it redirect a short link at once."""

from collections.abc import Mapping
from pathlib import Path

from self_tests.site.publish.short_links import leads_to


def redirects(site: Path, texts: Mapping[Path, str]) -> str:
    """Return the file with which hosts redirect short links.

    `texts` are the pages of the finished site by their paths, all below `site`. A page without a
    target has no line. Any other host sends the page itself, which leads on.
    """
    lines = []
    for path, text in texts.items():
        here = f"{path.relative_to(site).parent.as_posix()}/"
        onward = leads_to(text, here)
        if onward is not None:
            lines.append(f"/{here} /{onward} 301\n")
    return "".join(lines)
