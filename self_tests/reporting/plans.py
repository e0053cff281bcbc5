"""A plan in finished sentences."""

from collections.abc import Iterator

from self_tests.catalogue import plan_table, say
from self_tests.model import Drill, Side
from self_tests.planning import FilledSlot, Plan
from self_tests.reporting.shapes import (
    DrillReport,
    PartReport,
    PlannedReport,
    PlanReport,
    SessionReport,
)
from self_tests.reporting.units import side_text
from self_tests.weeks import SECONDS_PER_MINUTE, Planned, TooRare, Week, seconds
from self_tests.wording import listed


def plan_report(plan: Plan, sides: dict[str, Side | None]) -> PlanReport:
    """Return the plan in sentences.

    `sides` names, per line, the side that is really worse.
    """
    table = plan_table()
    slots = (*plan.base, *plan.extras)
    notes = [slot.row.why for slot in slots if slot.drill is None]
    notes += [
        say("plan.passed-over", drill=passed.title, equipment=needs(passed))
        for slot in slots
        for passed in slot.passed_over
    ]
    return PlanReport(
        minutes=plan.week.minutes,
        drills=tuple(
            _drill(slot, slot.drill, sides.get(slot.slot.line))
            for slot in plan.extras
            if slot.drill
        ),
        base=tuple(_drill(slot, slot.drill, None) for slot in plan.base if slot.drill),
        week=tuple(
            _session(number, session) for number, session in enumerate(plan.week.sessions, 1)
        ),
        discomfort_rule=table.discomfort_rule.text,
        notes=(*notes, *_left_out(plan.week)),
    )


def needs(drill: Drill) -> str:
    """Return what a drill needs, as "a box or a barbell and a resistance band"."""
    return listed(
        (
            listed((say(f"equipment.{item}") for item in alternatives), say("messages.or"))
            for alternatives in drill.equipment
        ),
        say("messages.and"),
    )


def _drill(slot: FilledSlot, drill: Drill, side: Side | None) -> DrillReport:
    start = say("plan.start-side", side=side_text(side)) if side else ""
    dose = drill.dose
    return DrillReport(
        drill=drill.id,
        title=drill.title,
        why=f"{slot.row.why} {start}".strip(),
        eased=say("plan.eased", easier=drill.easier) if slot.eased else "",
        before_training=say("plan.before-training") if drill.before_training else "",
        minutes=-(-seconds(plan_table(), drill, dose.sets) // SECONDS_PER_MINUTE)
        if dose.sets
        else 0,
        dose=dose.text,
        dose_status=dose.status,
        days=dose.days_a_week,
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
        parts=tuple(_parts(drill, side)),
    )


def _parts(drill: Drill, first: Side | None) -> Iterator[PartReport]:
    """Yield the parts of all sets of a drill, which starts with the side `first`.

    They take as long together as the plan counts for them.
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
            yield _part(say("plan.set", number=number), number, work, dose.reps)
            continue
        yield _part(_set_on(number, sides[0]), number, work, dose.reps)
        yield _part(say("plan.change-sides"), number, int(table.side_switch.value))
        yield _part(_set_on(number, sides[1]), number, work, dose.reps)


def _set_on(number: int, side: Side) -> str:
    return say("plan.set-on", number=number, side=side_text(side))


def _part(text: str, number: int, seconds: int, reps: int = 0) -> PartReport:
    return PartReport(text=text, set=number, seconds=seconds, reps=reps)


def _session(number: int, session: tuple[Planned, ...]) -> SessionReport:
    return SessionReport(
        day=number,
        title=say("plan.day", number=number),
        seconds=sum(planned.seconds for planned in session),
        drills=tuple(_planned(planned) for planned in session),
    )


def _planned(planned: Planned) -> PlannedReport:
    all_sets = planned.drill.dose.sets
    minutes = -(-planned.seconds // SECONDS_PER_MINUTE)
    key = "plan.all-sets" if planned.sets == all_sets else "plan.some-sets"
    return PlannedReport(
        drill=planned.drill.id,
        title=planned.drill.title,
        sets=planned.sets,
        seconds=planned.seconds,
        text=say(key, sets=planned.sets, all=all_sets, minutes=minutes),
    )


def _left_out(week: Week) -> tuple[str, ...]:
    """Return what came too rarely, and which session length would hold it."""
    return tuple(_too_rare(rare, week.minutes) for rare in week.too_rare)


def _too_rare(rare: TooRare, minutes: int) -> str:
    sentence = say(
        "plan.too-rare" if rare.days else "plan.left-out",
        drill=rare.drill.title,
        days=rare.days,
        wanted=rare.drill.dose.days_a_week,
        minutes=minutes,
    )
    if rare.enough_at:
        return f"{sentence} {say('plan.enough-at', minutes=rare.enough_at)}"
    if rare.more_at:
        return f"{sentence} {say('plan.more-at', minutes=rare.more_at)}"
    return sentence
