"""What every article holds, and what its author is told when something is missing."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from self_tests.site.authoring.pages import is_article, problems, reading_minutes
from tests.support.articles import DATES, SERIES
from tests.support.pages import Page, read
from tests.support.repository import ROOT

POSTS = ROOT / "docs/blog/posts"
FIRST_EDITION = (
    "knee-pain-look-above-and-below",
    "ankle-mobility-and-your-squat",
    "hips-that-steer-the-knee",
    "squat-signs-what-your-video-shows",
    "load-is-the-fourth-joint",
    "calves-are-springs",
)

SLUGS = sorted(DATES)

ARTICLE = """---
title: Knees
description: About knees.
slug: knees
date: 2026-11-23
reviewed:
standfirst: They bend.
---

!!! short "The 60-second version"

    - They bend.

!!! claim "The claim"

    **They bend.** We are sure.

::: self-test knee-to-wall

## Why

??? research "What the research says: they bend"

    They do.

!!! help "When to get help"

    When they do not.

::: contact

## Sources

::: sources powden-2015
"""

type Told = Callable[[str, str], list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Give a function: what an author is told about a page at a path with a text."""

    def tell(source: str, text: str) -> list[str]:
        page = tmp_path / source
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
        return [str(problem) for problem in problems(tmp_path)]

    return tell


def test_a_whole_article_passes(told: Told) -> None:
    """An article with all its parts is not complained about."""
    assert told("blog/posts/knees.md", ARTICLE) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "date: 2026-11-23\n",
            "",
            (
                ": `date` is missing. Write a line like `date: 2026-11-23` between "
                "the two `---` at the top."
            ),
        ),
        (
            "date: 2026-11-23\n",
            "date: next Monday\n",
            (
                ": `date: next Monday` is not a date. Write year, month and day "
                "with two strokes: `date: 2026-11-23`."
            ),
        ),
        (
            "slug: knees\n",
            "slug: hips\n",
            (
                ": `slug: hips` and the name of the file differ. Write `slug: "
                "knees`, or rename the file to hips.md."
            ),
        ),
        (
            "reviewed:\n",
            "",
            (
                ": `reviewed` is missing. Write `reviewed:` and nothing after it. "
                "It is filled in once a clinician has reviewed the article."
            ),
        ),
        (
            "reviewed:\n",
            "reviewed: yes, by a friend\n",
            (
                ": `reviewed: yes, by a friend` does not say when. Write the "
                "clinician's name and the day, such as `reviewed: Name, profession, 2026-11-23`, "
                "or leave it empty."
            ),
        ),
        (
            "reviewed:\n",
            "reviewed:\nfigure: kne-to-wall\n",
            ": There is no figure `kne-to-wall`. Did you mean `figure: knee-to-wall`?",
        ),
        (
            "::: contact\n",
            "",
            (
                ": The article has no line that begins with `::: contact`. Write "
                "one, such as `::: contact`."
            ),
        ),
        (
            "## Why\n",
            "#### Why\n",
            (":20: The heading `#### Why` jumps from level 1 to level 4. Write `## Why`."),
        ),
        (
            "## Why\n",
            "## Why\n\n![](knee.png)\n",
            (
                ":22: The image `knee.png` has no words for people who cannot see "
                "it. Write what it shows: `![A foot in front of a wall](knee.png)`."
            ),
        ),
        (
            "## Why\n",
            '## Why\n\n<img src="knee.png" alt="">\n',
            (
                ':22: `<img src="knee.png" alt="">` has no words for people who '
                'cannot see it. Add what it shows: `alt="A foot in front of a wall"`.'
            ),
        ),
        (
            "## Why\n",
            "## Why\n\n[Safety](../safty.md)\n",
            (
                ":22: The link `../safty.md` leads to a page that does not exist. "
                "Did you mean `../../safety.md`?"
            ),
        ),
        (
            "## Why\n",
            "## Why\n\n[Safety](unheard-of.md#now)\n",
            (
                ":22: The link `unheard-of.md` leads to a page that does not "
                "exist. Check the name of the file."
            ),
        ),
    ],
)
def test_an_author_is_told_what_to_mend(told: Told, old: str, new: str, message: str) -> None:
    """Each slip gets one line: file and line, what is wrong, and what to write."""
    told("safety.md", "---\ntitle: Help\ndescription: When to get help.\n---\n")
    assert told("blog/posts/knees.md", ARTICLE.replace(old, new)) == [
        f"blog/posts/knees.md{message}"
    ]


def test_all_slips_are_told_at_once(told: Told) -> None:
    """Two slips on two pages are two lines, so that an author mends them in one go."""
    told("about.md", "---\ntitle: About\n---\n")
    assert told("blog/posts/knees.md", ARTICLE.replace("title: Knees\n", "")) == [
        (
            "about.md: `description` is missing. Write a line like `description: One sentence for "
            "search engines and shared links.` between the two `---` at the top."
        ),
        (
            "blog/posts/knees.md: `title` is missing. Write a line like `title: How far your ankle "
            "bends` between the two `---` at the top."
        ),
    ]


def test_a_draft_may_be_unfinished(told: Told) -> None:
    """An article that says `draft: true` may lack its parts, but not its front matter."""
    head = ARTICLE.partition("!!! short")[0]
    assert told("blog/posts/knees.md", head.replace("slug:", "draft: true\nslug:")) == []


def test_code_is_not_read_as_a_page(told: Told) -> None:
    """What stands in fenced code is shown, and may be an example of a slip."""
    code = "```md\n#### Deep\n![](knee.png)\n[Nowhere](nowhere.md)\n```\n"
    assert told("blog/posts/knees.md", ARTICLE.replace("## Why\n", f"## Why\n\n{code}")) == []


def test_pages_for_people_who_work_here_are_left_alone(told: Told) -> None:
    """A page in `contributing` needs no front matter."""
    assert told("contributing/architecture.md", "# Architecture\n") == []


def test_reading_time_counts_what_is_read() -> None:
    """400 words are two minutes; markers, link targets and sources are not words."""
    text = (
        "word [word](a/b/c.md) " * 200 + "\n::: self-test knee-to-wall\n\n## Sources\n" + "x " * 999
    )
    assert [reading_minutes(text), reading_minutes("One.")] == [2, 1]


def test_only_posts_are_articles() -> None:
    """The list of articles is a page, and a post is an article."""
    assert [is_article("blog/index.md"), is_article("blog/posts/knees.md")] == [False, True]


def article(site: Path, slug: str) -> Page:
    """Return the built page of an article."""
    return read(site, f"blog/{slug}/index.html")


def test_all_articles_are_there() -> None:
    """The first edition's six articles stand first, under the addresses that were promised."""
    assert SERIES[: len(FIRST_EDITION)] == FIRST_EDITION


def places(page: Page) -> dict[str, list[int]]:
    """Return the numbers of the elements that each kind of part begins with."""
    found: dict[str, list[int]] = {}
    for place, (tag, attributes) in enumerate(page.elements):
        for name in {tag, *(attributes.get("class") or "").split()}:
            found.setdefault(name, []).append(place)
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_is_whole(built_site: Path, slug: str) -> None:
    """Every article has each of its parts, in the order a reader needs them."""
    page = article(built_site, slug)
    order = ["opening", "article__facts", "short", "claim", "self-test", "research", "help"]
    order += ["contact-card", "source-list", "article__next", "article__share"]
    order += ["article__neighbors"]
    # The scorecard of a self-test lists sources, too: the article's own come last.
    found = places(page)
    begins = [found[name][-1 if name == "source-list" else 0] for name in order]
    assert begins == sorted(begins)
    assert "Clinical review Not yet" in page.words
    assert f"Published {DATES[slug]:%B %-d, %Y}" in page.words


@pytest.mark.parametrize("slug", SLUGS)
def test_the_self_test_comes_after_the_first_section(built_site: Path, slug: str) -> None:
    """The first self-test stands below the first heading and above the second."""
    page = article(built_site, slug)
    headings = [
        place
        for place, (tag, attributes) in enumerate(page.elements)
        if tag == "h2" and attributes.get("class") != "self-test-title"
    ]
    first_section, second_section = headings[:2]
    assert first_section < places(page)["self-test"][0] < second_section


@pytest.mark.parametrize("slug", SLUGS)
def test_every_research_box_weighs_both_sides(built_site: Path, slug: str) -> None:
    """Each research box says the claim, what supports it, what speaks against it and a grade."""
    html = (built_site / f"blog/{slug}/index.html").read_text("utf-8")
    boxes = re.findall(r'<details class="research">(.*?)</details>', html, re.DOTALL)
    terms = [re.findall(r"<dt>(.*?)</dt>\s*<dd>", box) for box in boxes]
    whole = ["The claim", "What supports it", "What speaks against it", "Our grade"]
    assert boxes
    assert terms == [whole] * len(boxes)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_leads_to_drills(built_site: Path, slug: str) -> None:
    """Each article links at least one drill and the list of warning signs."""
    links = article(built_site, slug).links
    assert [link for link in links if re.fullmatch(r"\.\./\.\./drills/[a-z-]+/", link)]
    assert "../../safety/" in links


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_cites_what_it_lists(slug: str) -> None:
    """Each article lists sources, each of them once."""
    text = (POSTS / f"{slug}.md").read_text("utf-8")
    (line,) = re.findall(r"^::: sources (.*)$", text, re.MULTILINE)
    assert sorted(line.split()) == sorted(set(line.split()))
    assert len(line.split()) >= 3


def test_neighbours_follow_the_order_of_the_series(built_site: Path) -> None:
    """Previous and next lead through the articles in the order they were published."""
    found = [
        {
            link["rel"]: (link["href"] or "").strip("./")
            for link in article(built_site, slug).all("a")
            if link.get("rel") in {"prev", "next"}
        }
        for slug in SERIES
    ]
    expected: list[dict[str, str]] = [{} for _ in SERIES]
    for place, (earlier, later) in enumerate(pairwise(SERIES)):
        expected[place]["next"] = later
        expected[place + 1]["prev"] = earlier
    assert found == expected


def test_every_article_leads_on(built_site: Path) -> None:
    """Below each article stand at least three pages to go on with, and none is the article."""
    for slug in SLUGS:
        links = [
            link["href"]
            for link in article(built_site, slug).all("a")
            if link.get("class") == "choice__link"
        ]
        assert len(links) >= 3
        assert f"../{slug}/" not in links


def test_the_list_starts_with_the_founding_article(built_site: Path) -> None:
    """On the list of articles the founding one stands first, then the newest."""
    page = read(built_site, "blog/index.html")
    links = [link["href"] for link in page.all("a") if link.get("class") == "choice__link"]
    assert links == [f"{slug}/" for slug in (SERIES[0], *reversed(SERIES[1:]))]
