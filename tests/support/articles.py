"""The articles, when each was published, and how hard to read they may be."""

import re

from mkdocs.utils import meta

from tests.support.repository import POSTS

DATES = {
    post.stem: meta.get_data(post.read_text("utf-8"))[1]["date"]
    for post in POSTS.glob("*.md")
    if not meta.get_data(post.read_text("utf-8"))[1].get("draft")
}
"""When each article was published; drafts are left out."""

# In the order in which they were published.
SERIES = tuple(sorted(DATES, key=DATES.__getitem__))

HARDEST_GRADE = 8


def body(markdown: str) -> str:
    """Return what a reader reads of an article: no front matter, markers, link targets or sources.

    Headings, box titles and list items get a period: otherwise the formula would read each as the
    beginning of the next sentence.
    """
    text = re.sub(r"\A---\n.*?\n---\n|\n## Sources\n.*", "", markdown, flags=re.DOTALL)
    text = re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r'^(?:!!!|\?\?\?\+?) \w+ "(.*)"$', r"\1.", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"^#+ (.*?)[.?]?$", r"\1.", text, flags=re.MULTILINE)
    text = re.sub(r"([^\s.?!:])\n(?=\s*(?:\n|-))", r"\1.\n", text)
    return re.sub(r"^\s*[-:] |[*_]{1,2}", "", text, flags=re.MULTILINE)
