"""The same articles on a stock Material page, against which ours is measured and checked."""

import re
import subprocess
import sys
from pathlib import Path

from tests.support.repository import ROOT

POSTS = ROOT / "docs/blog/posts"

CONFIG = """\
site_name: Debash Physical Therapy
site_url: https://example.org/
site_description: A physical therapist's blog on knees, ankles and hips.
theme:
  name: material
  font: false
plugins:
  - search
  - blog:
      post_url_format: "{slug}"
      archive: false
      categories: false
      pagination: false
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - pymdownx.details
  - tables
"""


def plain(markdown: str) -> str:
    """Return a page without what only our site has: markers and links to other pages."""
    text = re.sub(r"^:::.*$", "", markdown, flags=re.MULTILINE)
    text = re.sub(r"^links:\n(?:  - .*\n)+", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\([^)]+\.md\)", r"\1", text)


def write_stock_site(folder: Path) -> Path:
    """Write the source of a stock site with the text of our articles; return its configuration."""
    posts = folder / "docs/blog/posts"
    posts.mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Home\n\nWhat do you want to check?\n", "utf-8")
    (folder / "docs/blog/index.md").write_text("# Articles\n", "utf-8")
    for post in sorted(POSTS.glob("*.md")):
        (posts / post.name).write_text(plain(post.read_text("utf-8")), "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(CONFIG, "utf-8")
    return config


def build_stock_site(folder: Path) -> Path:
    """Build a stock site with the text of our articles; return where it is."""
    config = write_stock_site(folder)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)],
        check=True,
        capture_output=True,
    )
    return folder / "site"
