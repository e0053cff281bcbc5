"""The page of components: every macro is on it, and nobody comes upon it by chance."""

import json
import re
from pathlib import Path

from self_tests.site.content.markers import html
from self_tests.site.content.rendering import macros
from self_tests.site.content.specimens import specimens
from self_tests.wire import respond
from tests.support.markup import PRACTICE, Read
from tests.support.pages import read

PAGE = "contributing/components/index.html"


def test_every_macro_has_examples() -> None:
    """Each file of macros has a section, and each section an example that is not empty."""
    shown = html("components", (), PRACTICE)
    sections = re.split(r'<section class="component" id="component-([\w-]+)">', shown)[1:]
    examples = {
        name: [
            len(example.strip()) > 0 for example in re.split(r'<div class="self-test">', section)
        ]
        for name, section in zip(sections[::2], sections[1::2], strict=True)
    }
    # The page itself is a macro too, a short link and the picture of one are whole documents
    # and no part of any, and the parts of a figure or a sentence are seen in it.
    files = {path.stem for path in macros()} - {
        *("card", "components", "figure-label", "in-parts", "short-link", "still-parts"),
    }
    assert (set(examples), [name for name, shown in examples.items() if len(shown) < 2]) == (
        files,
        [],
    )


def test_the_page_holds_thirteen_specimens_that_python_reads() -> None:
    """Each specimen, the same as the tests count, stands there with the request of its answers."""
    shown = Read(html("components", (), PRACTICE)).all("details")
    found = [json.loads(one["data-request"]) for one in shown if "data-request" in one]
    assert [one["answers"] for one in found] == [dict(each.answers) for each in specimens()]
    answers = [json.loads(respond(json.dumps(one))) for one in found]
    assert (len(answers), [one["error"] for one in answers if "ok" not in one]) == (13, [])


def test_a_specimen_opens_as_a_link_too() -> None:
    """The chain check's answers, without the safety check, are in the address beside it."""
    [chain] = [one for one in specimens() if one.as_link]
    links = [one.get("href", "") for one in Read(html("components", (), PRACTICE)).all("a")]
    [address] = [one for one in links if "#r=" in one]
    asked = {"do": "open", "version": 1, "text": address.partition("#r=")[2]}
    held = json.loads(respond(json.dumps(asked)))["ok"]["answers"]
    assert (sorted(held), address.partition("#")[0].endswith(f"self-tests/{chain.self_test}/")) == (
        sorted(field for field in chain.answers if not field.startswith("safety-check.")),
        True,
    )


def test_no_id_stands_twice_among_the_components() -> None:
    """However often an example stands there, its ids are its own."""
    ids = re.findall(r'\sid="([^"]+)"', html("components", (), PRACTICE))
    assert sorted(ids) == sorted(set(ids))


def test_the_page_is_not_announced(built_site: Path) -> None:
    """Neither the sitemap nor the search nor another page's menu leads to it."""
    index = json.loads((built_site / "search" / "search_index.json").read_text("utf-8"))
    found = [one["location"] for one in index["docs"]]
    announced = [name for name in found if name.startswith("contributing/components/")] + [
        name
        for name in ("sitemap.xml", "index.html")
        if "contributing/components/" in (built_site / name).read_text("utf-8")
    ]
    assert ((built_site / PAGE).is_file(), announced) == (True, [])


def test_the_sitemap_names_every_page_for_readers(built_site: Path) -> None:
    """Home, articles, self-tests and drills stand in the sitemap with their whole address."""
    named = re.findall(
        r"<loc>https://example\.org/(.*?)</loc>", (built_site / "sitemap.xml").read_text("utf-8")
    )
    wanted = ["", "self-tests/knee-to-wall/", "drills/calf-stretch/", "blog/calves-are-springs/"]
    assert ([page for page in wanted if page not in named], len(named)) == ([], len(set(named)))


def test_search_engines_leave_the_page_alone(built_site: Path) -> None:
    """The page asks not to be listed; others do not."""
    found = {
        path: [
            meta.get("content")
            for meta in read(built_site, path).all("meta")
            if meta.get("name") == "robots"
        ]
        for path in (PAGE, "index.html")
    }
    assert found == {PAGE: ["noindex"], "index.html": []}
