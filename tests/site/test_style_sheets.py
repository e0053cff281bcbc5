"""The style sheets: layers in their order, each color in one place, and one file for all parts."""

import re
from collections import Counter
from pathlib import Path

import pytest

from self_tests.site.publish.colors import COLOR, contrast, schemes
from self_tests.site.publish.style_sheets import (
    LAYERS,
    SHEETS,
    SITE_SHEET,
    below,
    for_readers_without_scripts,
    joined,
    rule,
)
from tests.support.repository import ROOT
from tests.support.style_sheets import OVERRIDES, PARTS, rules

ORDER = f"@layer {', '.join(LAYERS)};"
TOKENS = (OVERRIDES / "styles/tokens.css").read_text("utf-8")
COMPONENTS = sorted(OVERRIDES.glob("components/*/*.css"))


def name(path: Path) -> str:
    """Return a part's path below `overrides`."""
    return path.relative_to(OVERRIDES).as_posix()


def read(path: str) -> str:
    """Return the text of a part."""
    return (OVERRIDES / path).read_text("utf-8")


def imported(sheet: str) -> list[str]:
    """Return the names of the files that a sheet is made of, in their order."""
    return [Path(found).name for found in re.findall(r'@import url\("([^"]+)"\);', read(sheet))]


def test_layers_are_named_in_their_order_first() -> None:
    """Before anything else the site's sheet names all layers, from the weakest to the strongest."""
    first, *_ = joined(SITE_SHEET, read, "assets/x.css").splitlines()
    assert (first, LAYERS) == (ORDER, ("tokens", "theme", "base", "layout", "components", "print"))


@pytest.mark.parametrize("path", [path for path in PARTS if name(path) not in SHEETS], ids=name)
def test_every_rule_is_in_a_layer(path: Path) -> None:
    """Each part says the layer of all that it holds, and the layer is one of ours."""
    found = {one.around[0] if one.around else "no layer" for one in rules(path.read_text("utf-8"))}
    assert found - {f"@layer {layer}" for layer in LAYERS} == set()


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_speaks_of_itself(path: Path) -> None:
    """It stands in the layers of components and of paper, in a folder of its own name."""
    found = {one.around[0] for one in rules(path.read_text("utf-8"))}
    assert (found <= {"@layer components", "@layer print"}, path.stem) == (True, path.parent.name)


def test_paper_is_spoken_of_in_its_layer() -> None:
    """What is for print alone stands in the strongest layer, and nothing else does."""
    found = {
        (name(path), one.around)
        for path in PARTS
        for one in rules(path.read_text("utf-8"))
        if ("@media print" in one.around) != ("@layer print" in one.around)
        and one.selectors != ("@page",)
    }
    assert found == set()


def test_nothing_shouts_but_for_stillness() -> None:
    """Layers decide who wins: only who asked for no motion is served by `!important`."""
    found = {
        (name(path), one.around[-1])
        for path in PARTS
        for one in rules(path.read_text("utf-8"))
        if "!important" in one.declarations
    }
    assert found == {("styles/base.css", "@media (prefers-reduced-motion: reduce)")}


def test_no_selector_fights_the_theme() -> None:
    """None begins with the theme's own prefix, or with a direction, to weigh more."""
    found = [
        selector
        for path in PARTS
        for one in rules(path.read_text("utf-8"))
        for selector in one.selectors
        if re.search(r"\.md-typeset(?!_)|\[dir\b|^html ", selector)
    ]
    assert found == []


def test_the_themes_names_stand_in_its_sheet_alone() -> None:
    """The theme is restyled in one file; its column of words and its search are placed in two."""
    found = {
        name(path)
        for path in PARTS
        for one in rules(path.read_text("utf-8"))
        if any(re.search(r"\.md-", selector) for selector in one.selectors)
    }
    assert found == {f"styles/{name}.css" for name in ("theme", "layout", "header-and-footer")}


def test_every_color_is_written_once() -> None:
    """Each name has one value in light and one in dark, and both schemes have the same names."""
    found = schemes(TOKENS)
    written = Counter(re.findall(r"--site-([a-z-]+): #", TOKENS))
    assert (set(found["light"]), set(written.values())) == (set(found["dark"]), {2})


def test_colors_stand_in_tokens_alone() -> None:
    """No template, script or style sheet repeats one; the mark, a picture, is painted."""
    ours = {color.lower() for scheme in schemes(TOKENS).values() for color in scheme.values()}
    texts = [
        path
        for folder in (OVERRIDES, ROOT / "self_tests/site")
        for path in folder.rglob("*")
        if path.suffix in {".css", ".html", ".mjs", ".svg", ".py", ".toml", ".yml"}
    ]
    found = {
        path.relative_to(ROOT).as_posix()
        for path in texts
        if ours & {color.lower() for color in COLOR.findall(path.read_text("utf-8"))}
    }
    assert found == {
        "overrides/styles/tokens.css",
        "overrides/assets/mark.svg",
    }


def test_the_mark_has_the_colors_of_the_site() -> None:
    """The mark is paper on ink, with the accent that stands out on ink."""
    light, dark = (schemes(TOKENS)[scheme] for scheme in ("light", "dark"))
    found = COLOR.findall((OVERRIDES / "assets/mark.svg").read_text("utf-8"))
    assert {color.lower() for color in found} == {light["ink"], light["paper"], dark["accent"]}


def test_readers_without_scripts_have_the_same_dark() -> None:
    """The copy that the build makes for them holds what the dark scheme holds, letter by letter."""
    (copy,) = rules(for_readers_without_scripts(TOKENS))
    dark = " ".join(rule(TOKENS, '[data-md-color-scheme="slate"]')[0].split())
    assert (copy.declarations, copy.around) == (
        dark,
        (
            "@layer tokens",
            "@media screen and (scripting: none) and (prefers-color-scheme: dark)",
        ),
    )


def test_a_scheme_that_is_missing_is_told() -> None:
    """Without a rule for a scheme nothing is guessed."""
    with pytest.raises(ValueError, match=r"styles/tokens\.css has no rule for :root\."):
        rule("@layer tokens {}", ":root")


def test_every_part_is_in_a_sheet() -> None:
    """What stands in `styles` and `components` reaches readers."""
    parts = {path.name for path in PARTS if name(path) not in SHEETS}
    assert {part for sheet in SHEETS for part in imported(sheet)} == parts


def test_no_page_gets_a_part_twice() -> None:
    """A page asks for the site's sheet and at most one more, which repeats nothing of it."""
    more = [sheet for sheet in SHEETS if sheet != SITE_SHEET]
    found = [Counter(imported(SITE_SHEET) + imported(sheet)).most_common(1)[0] for sheet in more]
    assert [times for _, times in found] == [1] * len(more)


def test_parts_take_the_place_of_their_imports() -> None:
    """Parts of parts too; comments go, and addresses hold from where the joined sheet is."""
    files = {
        "styles/site.css": '/* All. */\n@layer a;\n@import url("../c/one.css");\np { top: 0; }\n',
        "c/one.css": '@import url("deeper/two.css");\na {\n  /* why */\n  color: red;\n}\n',
        "c/deeper/two.css": 'b { src: url("../../assets/fonts/f.woff2"); mask: url("data:x"); }\n',
    }
    assert joined("styles/site.css", files.__getitem__, "assets/site.css") == (
        '@layer a;\nb { src: url("fonts/f.woff2"); mask: url("data:x"); }\n'
        "a {\ncolor: red;\n}\np { top: 0; }\n"
    )


def test_the_theme_is_below_all_of_ours() -> None:
    """Its sheet comes without what only a file of its own may have, in a layer inside ours."""
    theme = '@charset "UTF-8";p{margin:0}\n/*# sourceMappingURL=main.css.map */'
    assert below([theme], "@layer theme;\nq{}\n") == (
        '@charset "UTF-8";\n@layer theme;\n@layer theme.material{p{margin:0}}\nq{}\n'
    )


def test_a_page_asks_for_one_sheet_and_a_self_test_for_one_more(built_site: Path) -> None:
    """No part goes out on its own, nor the theme's sheet; every sheet asked for is there."""
    asked = {
        path: re.findall(r'<link rel="stylesheet" href="([^"]+)">', path.read_text("utf-8"))
        for path in (
            built_site / "index.html",
            built_site / "self-tests/knee-to-wall/index.html",
        )
    }
    shape = re.compile(r"(?:\.\./)*\.?/?(assets/(?:site|self-test)\.)[0-9a-f]{8}\.min\.css")
    kinds = [[shape.sub(r"\1", one) for one in found] for found in asked.values()]
    there = [(path.parent / one).is_file() for path, found in asked.items() for one in found]
    parts = ("styles", "components", "assets/stylesheets")
    assert (kinds, there, [one for one in parts if (built_site / one).exists()]) == (
        [["assets/site."], ["assets/site.", "assets/self-test."]],
        [True] * 3,
        [],
    )


def test_what_a_sheet_names_is_there(built_site: Path) -> None:
    """Every font that a joined sheet asks for is beside it."""
    asked = [
        (path.parent / address).resolve().is_file()
        for path in (built_site / "assets").glob("*.css")
        for address in re.findall(r'url\("?((?!data:)[^)"]+)"?\)', path.read_text("utf-8"))
    ]
    assert asked == [True]


ZONES = ("low", "fair", "good")
STRIPE = re.compile(r"repeating-linear-gradient\([^)]*\)[^)]*\)")


def zone_rules(path: str, selector: str, key: str) -> list[str]:
    """Return what draws the third zone from the best one, the second and the best."""
    zone = selector.rsplit(" ", 1)[0]
    wanted = [selector, f"{zone} :nth-last-child(2)", f"{zone} :last-child"]
    found = {
        one.selectors[0]: part.strip().removeprefix(f"{key}: ")
        for one in rules(read(path))
        for part in one.declarations.split(";")
        if part.strip().startswith(f"{key}: ")
    }
    return [found[each] for each in wanted]


@pytest.mark.parametrize("scheme", schemes(TOKENS))
def test_the_colors_of_zones_differ_and_letters_stand_on_them(scheme: str) -> None:
    """Three colors, in light and dark, on which names, stripes and lines can be seen."""
    colors = schemes(TOKENS)[scheme]
    zones = [colors[f"zone-{zone}"] for zone in ZONES]
    seen = [min(contrast(colors[ink], zone) for zone in zones) >= 4.5 for ink in ("ink", "muted")]
    assert (len({*zones}), seen) == (3, [True, True])


def test_zones_are_named_by_their_place_from_the_best() -> None:
    """The second of two zones is drawn as the second of three, on bars and in graphs."""
    bars = zone_rules("components/zones/zones.css", ".zones-fills > span", "background")
    graphs = zone_rules("components/my-plan/my-plan.css", ".trend-zones > rect", "fill")
    wanted = [f"var(--site-zone-{zone})" for zone in ZONES]
    stripes = [STRIPE.sub("", each).strip() != each for each in bars]
    assert ([STRIPE.sub("", each).strip() for each in bars], graphs, stripes) == (
        wanted,
        wanted,
        [True, True, False],
    )
