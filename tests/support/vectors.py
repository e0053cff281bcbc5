"""Golden vectors: requests of every kind that get equal bytes wherever Python runs."""

import json
import random
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import ceil, floor
from typing import Any, get_args

from self_tests.catalogue import plan_table, self_test_ids, squat_model
from self_tests.model import SquatLoad
from self_tests.site.authoring.cases import all_cases
from self_tests.wire import respond
from tests.support.requests import CLEAR, knee_to_wall
from tests.support.studies import sheet, sheet_lines
from tests.support.visits import Answers, complete, confirmed

SCORES, PLANS, CHECKS, DAMAGED, KEPT = 1200, 300, 250, 250, 40
EQUIPMENT = ("resistance-band", "box", "plate-or-kettlebell", "barbell", "belt", "rack")
NONSENSE: tuple[Any, ...] = (
    "",
    "ten",
    "10,5",
    "-3",
    "400",
    "🦵",
    '4"',
    "1e9",
    "12 kg",
    "\u0661",
    [],
    ["1", "9"],
    7.25,
)


SOME = 150
"""How many golden requests are enough where a test of the same engine answers all of them."""


@cache
def answer(request: str) -> str:
    """Return what this interpreter answers, computed once."""
    return respond(request)


def some_requests() -> list[str]:
    """Return the same part of the golden requests each time."""
    return random.Random(20261123).sample(golden_requests(), SOME)  # noqa: S311 - examples


@cache
def golden_requests() -> tuple[str, ...]:
    """Return the same requests on every machine: at least two thousand, of all kinds."""
    chance = random.Random(20261122)  # noqa: S311 - examples, not secrets
    requests = [case.request_text() for case in all_cases()]
    requests += [_text("score", _visit(chance), **_wishes(chance)) for _ in range(SCORES)]
    requests += [_text("plan", _visit(chance), **_wishes(chance)) for _ in range(PLANS)]
    requests += [_text("check", _spoilt(chance, _visit(chance))) for _ in range(CHECKS)]
    requests += [_text("score", _spoilt(chance, _visit(chance))) for _ in range(DAMAGED)]
    return (*requests, *_kept(chance), *_squats(), *_frames(), *_studies(), *_odd_ones())


def _squats() -> Iterator[str]:
    """Yield a request for each way to squat at every distance of the slider, in both units."""
    asked = squat_model().asked
    least, most = asked.least_wall.value, asked.most_wall.value
    for unit, step, inch in (("cm", asked.wall_step.value, 1), ("in", asked.inch_step.value, 2.54)):
        for number in range(ceil(least / inch / step), floor(most / inch / step) + 1):
            for load, heels, knees in product(
                get_args(SquatLoad.__value__), ("flat", "raised"), ("forward", "out")
            ):
                wanted = {"wall": number * step, "load": load, "heels": heels, "knees": knees}
                yield json.dumps({"do": "squat", "version": 1, "unit": unit, **wanted})
    for odd in ({"wall": 99}, {"height": 100}, {"wall": 2, "height": 130}, {"measures": 3}):
        yield json.dumps({"do": "squat", "version": 1, **odd})


def _frames() -> Iterator[str]:
    """Yield squats that were marked in a picture: one to three, some of them hardly squats."""
    chance = random.Random(20261129)  # noqa: S311 - examples
    squat = ((0.52, 0.4), (0.35, 0.6), (0.62, 0.62), (0.5, 0.85))
    for number in range(120):
        spread = 0.3 if number % 4 == 0 else 0.03
        frames = [
            " ".join(
                [str(chance.randint(150, 800)) for _ in range(2)]
                + [f"{chance.gauss(at, spread):.4f}" for place in squat for at in place]
            )
            for _ in range(number % 3 + 1)
        ]
        answers = knee_to_wall(f"{1 + number % 15} cm", f"{2 + number % 14} cm")
        heels = ("flat", "raised")[number % 2]
        wanted = {"frames": frames, "answers": answers, "heels": heels}
        yield json.dumps({"do": "frame", "version": 1, **wanted})
    flat = "1 0" + " 0" * 8
    hardly: tuple[list[Any], ...] = ([], [1], ["ten"], [flat], [frames[0]] * 4)
    for odd in hardly:
        yield json.dumps({"do": "frame", "version": 1, "frames": odd})


def _studies() -> Iterator[str]:
    """Yield sheets of studies: small, large, one-sided, with something missing, broken, copied."""
    lines = sheet_lines(30)
    copied = [f"{number},left,{number},{number},{number}" for number in range(1, 9)]
    for made in (lines, lines[:13], lines[::2], lines[1::2], [], ["Anna,left,9,5"], copied):
        yield json.dumps({"do": "study", "version": 1, "text": sheet(made)})
    yield json.dumps({"do": "study", "version": 1})


def _kept(chance: random.Random) -> Iterator[str]:
    """Yield requests about saved data: links and their opening, saved visits, calendars."""
    for _ in range(KEPT):
        visits = [
            {key: value for key, value in _visit(chance).items() if not key.startswith("safety")}
            for _ in range(2)
        ]
        share = _text("share", visits[0])
        yield share
        link = json.loads(respond(share)).get("ok", {}).get("text", "nothing to open")
        yield json.dumps({"do": "open", "version": 1, "text": link})
        days = ("2026-10-01", "2026-11-01")
        sets = [{"date": day, "answers": one} for day, one in zip(days, visits, strict=True)]
        for do in ("saved", "progress"):
            yield json.dumps({"do": do, "version": 1, "sets": sets}, ensure_ascii=False)
    stamp = {"uid": "plan-1@example.org", "stamp": "2026-11-22T18:00:00Z"}
    sessions = {"days": [{"date": "2026-11-23", "lines": ["Split squat"]}], "start": "18:00"}
    again = {"again": [{"date": "2026-12-20", "self_test": self_test_ids()[0]}]}
    for wanted in ({**sessions, "minutes": 10, "link": "https://example.org/plan/"}, again):
        yield json.dumps({"do": "calendar", "version": 1, **wanted, **stamp})


def _visit(chance: random.Random) -> Answers:
    names = self_test_ids()
    chosen = chance.sample(names, chance.randint(1, len(names)))
    answers = complete([name for name in names if name in chosen], chance.choice)
    return answers if chance.random() < 0.1 else {**CLEAR, **answers}


def _wishes(chance: random.Random) -> dict[str, Any]:
    """Return what a reader may choose beside the answers."""
    wishes = {
        "unit": chance.choice(["cm", "in"]),
        "minutes": chance.choice(plan_table().minutes),
        "equipment": chance.sample(EQUIPMENT, chance.randint(0, len(EQUIPMENT))),
        "today": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    }
    return {key: wish for key, wish in wishes.items() if chance.random() < 0.5}


def _spoilt(chance: random.Random, answers: Answers) -> Answers:
    """Return answers with some removed and some replaced by nonsense."""
    return {
        field: chance.choice(NONSENSE) if chance.random() < 0.1 else value
        for field, value in answers.items()
        if chance.random() < 0.95
    }


def _text(do: str, answers: Answers, **others: object) -> str:
    # Half inches of one measure are whole centimeters of another: unusual values are confirmed.
    request = {"do": do, "version": 1, "answers": answers, "confirmed": confirmed(), **others}
    return json.dumps(request, ensure_ascii=False)


def _odd_ones() -> Iterator[str]:
    yield from ("", "{", "[]", "null", "1", '"text"', '{"do":"describe","version":1}')
    yield from (f'{{"do":"{do}","version":1}}' for do in ("score", "plan", "nothing"))
    yield '{"do":"score","version":1,"answers":{},"minuets":5}'
    yield '{"do":"score","version":1,"answers":{"knee-to-wall.distanse.left":"9"}}'
    yield '{"do":"score","version":1,"answers":{"\\ud800":"1"}}'
    yield '{"do":"score","version":1,"answers":{"knee-to-wall.distance.left":1e400}}'
