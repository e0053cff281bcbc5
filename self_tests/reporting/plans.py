"""A plan in finished sentences."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from self_tests import catalogue
from self_tests.catalogue import counted, plan_table, say
from self_tests.model import Drill, Equipment, Side
from self_tests.planning import FilledSlot, Plan, needs_of
from self_tests.reporting.shapes import (
    DrillReport,
    PartReport,
    PlannedReport,
    PlanReport,
    SessionReport,
)
from self_tests.reporting.units import side_text
from self_tests.weeks import SECONDS_PER_MINUTE, LeftOut, Planned, seconds
from self_tests.wording import listed


def plan_report(plan: Plan, sides: dict[str, Side | None]) -> PlanReport:
    """Return the plan in sentences.

    `sides` names, per line, the side that is really worse.
    """
    table = plan_table()
    slots = (*plan.base, *plan.extras)
    only = {slot.drill.id: slot.side for slot in slots if slot.drill}
    notes = [*plan.notes, *(slot.why for slot in slots if slot.drill is None)]
    notes += [
        say(
            "plan.passed-over",
            drill=catalogue.drill(passed.drill).title.lower(),
            equipment=listed_needs(needs_of(passed)),
        )
        for slot in slots
        for passed in slot.passed_over
    ]
    return PlanReport(
        minutes=plan.week.minutes,
        drills=tuple(
            _drill(slot, slot.drill, plan.week.days(slot.drill), sides.get(slot.slot.line))
            for slot in plan.extras
            if slot.drill
        ),
        base=tuple(
            base if plan.has_gains else DrillReport(**{**base, "expect": ""})
            for slot in plan.base
            if slot.drill
            for base in (_drill(slot, slot.drill, plan.week.days(slot.drill), None),)
        ),
        week=tuple(
            _session(number, session, only) for number, session in enumerate(plan.week.sessions, 1)
        ),
        discomfort_rule=table.discomfort_rule.text,
        notes=tuple(dict.fromkeys((*notes, *_left_out(plan.week.left_out)))),
    )


def needs(drill: Drill) -> str:
    """Return what a drill needs, as "a box or a barbell and a resistance band"."""
    return listed_needs(drill.equipment)


def listed_needs(equipment: Iterable[Iterable[Equipment]]) -> str:
    """Return things in words, where each group of alternatives needs only one of them."""
    return listed(
        (
            listed((say(f"equipment.{item}") for item in alternatives), say("messages.or"))
            for alternatives in equipment
        ),
        say("messages.and"),
    )


def _drill(slot: FilledSlot, drill: Drill, days: int, side: Side | None) -> DrillReport:
    key = "plan.only-side" if slot.side else "plan.start-side"
    start = say(key, side=side_text(side)) if side else ""
    dose = drill.dose
    return DrillReport(
        drill=drill.id,
        title=_on(slot.side, drill.title),
        why=f"{slot.why} {start}".strip(),
        eased=slot.ease or (say("plan.eased", easier=drill.easier) if slot.eased else ""),
        first_side=say("plan.first-side", side=side_text(side)) if side and not slot.side else "",
        before_training=say("plan.before-training") if drill.before_training else "",
        minutes=_minutes(seconds(plan_table(), drill, dose.sets)) if dose.sets else 0,
        dose=_on(slot.side, dose.text),
        dose_status=dose.status,
        days=days if dose.sets else dose.days_a_week,
        steps=drill.steps,
        easier=drill.easier,
        harder=drill.harder,
        cautions=drill.cautions,
        stop=drill.stop,
        expect=drill.expect.text,
        grade=drill.grade,
        equipment=(needs(drill),) if drill.equipment else (),
        sources=tuple(dict.fromkeys((*dose.sources, *drill.expect.sources))),
        rules=(slot.slot.id,),
        parts=tuple(_parts(drill, side, slot.side)),
    )


def _on(side: Side | None, text: str) -> str:
    """Return a text that adds the side, if only one side is meant."""
    return say("plan.on-one-side", text=text, side=side_text(side)) if side else text


def _parts(drill: Drill, first: Side | None, only: Side | None) -> Iterator[PartReport]:
    """Yield the parts of all sets of a drill, which starts with the side `first` or has one `only`.

    Together they take as long as the plan counts for them.
    """
    table, dose = plan_table(), drill.dose
    work = dose.reps * dose.seconds
    sides: tuple[Side, Side] = ("right", "left") if first == "right" else ("left", "right")
    for number in range(1, dose.sets + 1):
        if number == 1:
            yield _part(say("plan.ready"), number, int(table.lead_in.value))
        elif dose.rest:
            yield _part(say("plan.rest"), number, dose.rest)
        if not dose.per_side:
            text = _set_on(number, only) if only else say("plan.set", number=number)
            yield _part(text, number, work, dose.reps)
            continue
        yield _part(_set_on(number, sides[0]), number, work, dose.reps)
        yield _part(say("plan.change-sides"), number, int(table.side_switch.value))
        yield _part(_set_on(number, sides[1]), number, work, dose.reps)


def _set_on(number: int, side: Side) -> str:
    return say("plan.set-on", number=number, side=side_text(side))


def _part(text: str, number: int, seconds: int, reps: int = 0) -> PartReport:
    return PartReport(text=text, set=number, seconds=seconds, reps=reps)


def _session(
    number: int, session: tuple[Planned, ...], only: Mapping[str, Side | None]
) -> SessionReport:
    ends = [*accumulate((planned.seconds for planned in session), initial=0)]
    minutes = [_minutes(ends[place + 1]) - _minutes(ends[place]) for place in range(len(session))]
    return SessionReport(
        day=number,
        title=say("plan.day", number=number),
        start_text=say("plan.start-day", number=number, minutes=sum(minutes)),
        seconds=ends[-1],
        drills=tuple(
            _planned(planned, only[planned.drill.id], each)
            for planned, each in zip(session, minutes, strict=True)
        ),
    )


def _minutes(seconds: int) -> int:
    """Return how many whole minutes these seconds fill.

    Not each drill but the moment of its end is rounded: so the drills add up to a session.
    """
    return -(-seconds // SECONDS_PER_MINUTE)


def _planned(planned: Planned, only: Side | None, minutes: int) -> PlannedReport:
    all_sets = planned.drill.dose.sets
    is_whole = planned.sets == all_sets
    key = "plan.all-sets" if is_whole else "plan.some-sets"
    return PlannedReport(
        drill=planned.drill.id,
        title=_on(only, planned.drill.title),
        sets=planned.sets,
        seconds=planned.seconds,
        text=say(
            key,
            sets=counted(planned.sets, "sets") if is_whole else planned.sets,
            all=counted(all_sets, "sets"),
            minutes=counted(minutes, "minutes"),
        ),
        dose=""
        if is_whole
        else say(
            "plan.some-dose",
            sets=planned.sets,
            all=counted(all_sets, "sets"),
            dose=_on(only, planned.drill.dose.text),
        ),
    )


def _left_out(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Yield a line for each session length that would have room for what was left out."""
    titles: dict[int | None, list[str]] = {}
    for each in left_out:
        titles.setdefault(each.fits_at, []).append(each.drill.title.lower())
    for minutes, drills in titles.items():
        key = "plan.with-more" if minutes else "plan.no-room"
        yield say(
            key, minutes=counted(minutes, "minutes"), drills=listed(drills, say("messages.and"))
        )
