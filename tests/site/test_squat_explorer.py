"""The squat explorer as it is built: its frames, its bodies, and what stands without scripts."""

import json
import re
import time
from pathlib import Path
from typing import Any

import brotli
import pytest

from self_tests.catalogue import squat_model
from self_tests.later_requests import Squat
from self_tests.reporting.explorer import places as stops
from self_tests.site.content.markers import html
from self_tests.site.content.squat_explorer import explorer, frames, requests, transforms
from self_tests.site.figures.squatter import LEFT, PARTS, RIGHT, TOP
from self_tests.site.lengths import Part
from self_tests.site.publish.social_cards import card_of, picture
from self_tests.wire import respond
from tests.support.markup import PRACTICE, Read
from tests.support.pages import read

MOST_BYTES = 30_000
MOST_SECONDS = 2
MOVED = re.compile(r"translate\((-?\d+) (-?\d+)\)(?:rotate\((-?[\d.]+)\))?(?:scale\([\d. ]+\))?")
UNITS = ("cm", "in")


def places() -> dict[str, Any]:
    """Return the frames by unit."""
    found: dict[str, Any] = json.loads(frames())["units"]
    return found


def test_frames_are_small() -> None:
    """All squats of the slider weigh 30 kB at most as they are sent."""
    assert len(brotli.compress(frames().encode(), quality=11)) <= MOST_BYTES


def test_frames_are_made_at_once() -> None:
    """The build spends less than two seconds of work on them."""
    frames.cache_clear()
    before = time.process_time()
    frames()
    assert time.process_time() - before < MOST_SECONDS


@pytest.mark.parametrize("unit", UNITS)
def test_frames_say_what_the_door_says(unit: Any) -> None:  # noqa: ANN401 - a unit
    """Each squat says the sentences that the request for it gets."""
    works = json.loads(frames())["works"]
    shown = places()[unit]["ways"]
    count = 0
    for number, asked in enumerate(requests(unit)):
        said = json.loads(
            respond(
                json.dumps(
                    {
                        "do": "squat",
                        "version": 1,
                        "wall": asked.wall,
                        "unit": unit,
                        "load": asked.load,
                        "heels": asked.heels,
                        "knees": asked.knees,
                    }
                )
            )
        )["ok"]
        way = shown[f"{asked.load} {asked.heels} {asked.knees}"]
        sentence, work, *moved = way[number % len(stops(unit))]
        assert (sentence, works[work]) == (said["sentence"], said["work"])
        assert tuple(moved) == transforms(asked)
        count += 1
    assert count == sum(map(len, shown.values())) > 200


def test_every_part_is_placed() -> None:
    """Each squat that balances has a place for each part, written as SVG reads it."""
    odd = [
        moved
        for unit in UNITS
        for way in places()[unit]["ways"].values()
        for _, _, *moved in way
        if len(moved) != len(PARTS) or not all(map(MOVED.fullmatch, moved))
    ]
    assert odd == []


def spot(moved: str) -> tuple[int, int]:
    """Return where a transform puts a part."""
    found = MOVED.fullmatch(moved)
    assert found is not None
    return int(found[1]), int(found[2])


def test_bodies_stand_in_the_picture() -> None:
    """Feet stay on the floor, the middle of mass on the line, head and hands in the picture."""
    model = squat_model()
    line = 1000 * (model.body.foot.value / 2 - model.body.heel_behind_ankle.value)
    for asked in requests("cm"):
        moved = dict(zip(PARTS, map(spot, transforms(asked)), strict=True))
        turned = dict(zip(PARTS, transforms(asked), strict=True))
        assert ("rotate" in turned["foot"]) == (asked.heels == "raised")
        assert abs(moved["middle"][0] - moved["ground"][0] - line) <= 1
        # A hand is an arm and half a hand before the shoulder, a head's top 200 above the neck.
        reach = 390 if asked.load == "arms-in-front" else 120
        assert moved["arms"][0] + reach < RIGHT
        assert moved["head"][1] - 190 > TOP
        assert moved["trunk"][0] - 60 > LEFT


def test_the_ghost_stands_at_ten() -> None:
    """Where the ghost comes from is 10 cm, or the quarter of an inch next to it."""
    known = places()
    assert {unit: known[unit]["names"][known[unit]["home"]] for unit in UNITS} == {
        "cm": "10cm",
        "in": "4in",
    }


def test_each_unit_leads_to_the_nearest_place_of_the_other() -> None:
    """A change of the unit keeps the ankle within half a step."""
    known = places()
    per = {"cm": 1.0, "in": 2.54}
    for unit, other in (("cm", "in"), ("in", "cm")):
        for name, near in zip(known[unit]["names"], known[unit]["near"], strict=True):
            found = float(known[other]["names"][near].removesuffix(other)) * per[other]
            assert abs(float(name.removesuffix(unit)) * per[unit] - found) <= 0.55


def test_it_is_whole_without_scripts() -> None:
    """The page holds four bodies, their sentences, the table, and waits with its controls."""
    shown = html("squat-explorer", (), PRACTICE)
    stills = explorer().stills
    assert shown.count("<svg") == 1 + len(stills)
    said = Read(shown).text
    whole = ["".join(part.text for part in still.words) for still in stills]
    assert [one for one in whole if one not in said] == []
    assert (shown.count("data-moves hidden>"), shown.count("data-moves")) == (2, 2)
    assert shown.count("<tr>") == 1 + len(explorer().rows)


def test_a_still_names_its_distance_in_both_units() -> None:
    """Its words are its sentence, once in each unit: inches first, as everywhere."""
    stills = explorer().stills
    assert [still.words[1:5] for still in stills] == [
        (Part(inches, "in"), Part(" (", "both"), Part(cm, "cm"), Part(")", "both"))
        for inches, cm in (("1.6 in", "4 cm"), ("3.9 in", "10 cm"), ("5.5 in", "14 cm"))
    ]
    in_cm = ["".join(part.text for part in s.words if part.unit in ("", "cm")) for s in stills]
    assert in_cm == [still.sentence for still in stills]


def test_the_limits_are_never_left_out() -> None:
    """Wherever the explorer stands, all that it leaves out stands with it, open."""
    shown = html("squat-explorer", (), PRACTICE)
    limits = shown[shown.index('<details class="squat-explorer__limits" open>') :]
    missing = [one.text for one in explorer().leaves_out if one.text.split("'")[0] not in limits]
    assert (missing, len(explorer().leaves_out) > 5) == ([], True)


@pytest.mark.parametrize(
    "path",
    [
        "squat-explorer/index.html",
        "blog/ankle-mobility-and-your-squat/index.html",
        "blog/knee-pain-look-above-and-below/index.html",
    ],
)
def test_it_finds_its_frames(built_site: Path, path: str) -> None:
    """Each page with the explorer names frames that are there, in a folder named after them."""
    page = read(built_site, path)
    [element] = page.all("squat-explorer")
    named = (built_site / path).parent / (element.get("data-frames") or "")
    assert named.resolve().read_text("utf-8") == frames()
    assert re.search(r"/v-[0-9a-f]{12}/squat-frames\.json$", str(named))


def test_its_card_shows_it() -> None:
    """The explorer's card draws the stiff ankle before the ghost, in the colors of the card."""
    names = ("paper", "surface", "ink", "muted", "line", "edge", "far", "accent")
    colors = {name: f"#{number}{number}{number}" for number, name in enumerate(names, 1)}
    card = card_of("lean/", "Lean", site="Us", otherwise=("", ""), figure_id="")
    drawn = picture(card, {"light": colors, "dark": colors})
    assert drawn.count('class="figure__ghost"') == len(explorer().stills[0].ghost)
    assert drawn.count("<path") > len(explorer().stills[0].ghost)
    assert set(re.findall(r"#\d{3}", drawn)) == set(colors.values())
    assert card.alt == f"Lean. The figure shows: {explorer().stills[0].sentence}"


def test_where_nobody_balances_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A squat that cannot be balanced has no place for any part."""
    module = "self_tests.site.content.squat_explorer"
    monkeypatch.setattr(f"{module}.stance_of", lambda _: None)
    assert transforms(Squat(wall=2)) == ()
