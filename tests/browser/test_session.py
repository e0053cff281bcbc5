"""A session of the plan, drill after drill: Python's parts, played by a clock."""

import json
from math import ceil
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.support.accessibility import AXE, CHECKS, NARROW
from tests.support.kept import keeping, measured, ready, saved, text_of, unfold
from tests.support.sessions import A_SET, LOST, MADE, SAVED_PLAN, opened, unwarned
from tests.support.visiting import LISTENING, Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, quiet, settled

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

SECOND = 1000


def parts(session: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """Return the parts of one drill of a session, as Python has made them."""
    planned = session["drills"][number]
    drills = (*MADE["drills"], *MADE["base"])
    (drill,) = [each for each in drills if each["drill"] == planned["drill"]]
    return [part for part in drill["parts"] if part["set"] <= planned["sets"]]


def plan_page(visit: Visit, plan: dict[str, Any] = SAVED_PLAN, script: str = "") -> Page:
    """Open My plan with a saved plan, in a page whose time stands still."""
    page = visit.page()
    if script:
        page.add_init_script(script)
    page.clock.install(time="2026-03-09T10:00:00")
    keeping(visit, page, plan)
    ready(page)
    page.clock.pause_at("2026-03-09T11:00:00")
    return page


def press(player: Locator, name: str) -> None:
    """Press a button of the player."""
    player.locator(f'[data-session-do="{name}"]').click()


def says(player: Locator) -> str:
    """Return what the player says now."""
    return player.locator("[data-session-says]").inner_text()


def digits(player: Locator) -> str:
    """Return what its clock shows."""
    return player.locator("[data-session-digits]").inner_text()


def test_session_plays_the_parts_of_the_plan(visit: Visit) -> None:
    """Part after part lasts as long as Python says, then the next drill waits for its start."""
    page = plan_page(visit)
    player = opened(page)
    first = parts(MADE["week"][0], 0)
    press(player, "clock")
    heard = []
    for part in first:
        heard.append(says(player))
        page.clock.run_for(part["seconds"] * SECOND)
    drills = [each["title"] for each in MADE["week"][0]["drills"]]
    assert heard == [part["text"] for part in first]
    expect(player.locator("h3")).to_have_text(drills[1])
    expect(player.locator('[data-session-do="clock"]')).to_have_text("Start the clock")


def test_it_says_what_comes_next_and_how_long_it_takes_yet(visit: Visit) -> None:
    """Beside the clock stand the next part or drill, the minutes that are left, and a unit."""
    page = plan_page(visit)
    player = opened(page)
    planned = MADE["week"][0]
    made = [parts(planned, number) for number in range(len(planned["drills"]))]
    total = sum(part["seconds"] for drill in made for part in drill)
    shown = player.locator(".session-next")
    minutes = ceil(total / 60)
    expect(shown).to_have_text(f"Next: {made[0][1]['text']}. About {minutes} min to go.")
    press(player, "clock")
    expect(player.locator("[data-session-unit]")).to_have_text("seconds")
    for part in made[0][:-1]:
        page.clock.run_for(part["seconds"] * SECOND)
    last = made[0][-1]["seconds"]
    left = ceil((total - sum(part["seconds"] for part in made[0][:-1])) / 60)
    assert last > 0
    expect(shown).to_have_text(f"Next: {planned['drills'][1]['title']}. About {left} min to go.")


def test_it_goes_on_where_it_was_ended(visit: Visit) -> None:
    """Ended early, or loaded anew, a session of the day goes on at the drill it had come to."""
    page = plan_page(visit)
    player = opened(page)
    second = MADE["week"][0]["drills"][1]["title"]
    press(player, "skip")
    press(player, "end")
    player = opened(page)
    expect(player.locator("h3")).to_have_text(second)
    page.reload()
    ready(page)
    player = opened(page)
    expect(player.locator("h3")).to_have_text(second)
    press(player, "end")
    # Another day's session begins at its beginning, and then the first does, too.
    player = opened(page, 2)
    expect(player.locator("h3")).to_have_text(MADE["week"][1]["drills"][0]["title"])


def test_deleting_forgets_how_far_a_session_has_come(visit: Visit) -> None:
    """After "Delete my data" the tab keeps nothing of a session either."""
    page = plan_page(visit, {**SAVED_PLAN, "sets": [measured("2026-03-08", "6.5", "11")]})
    press(opened(page), "skip")
    press(page.locator("[data-session-player]"), "end")
    kept = "Object.keys(sessionStorage).filter((name) => name.endsWith(' session')).length"
    assert page.evaluate(kept) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    unfold(page, "copy")
    page.locator('[data-do="remove"]').click()
    expect(page.locator("[data-empty]")).to_be_visible()
    assert page.evaluate(kept) == 0


TRANSLATOR = """
() => {
  window.translated = {};
  const translate = (element) => {
    const name = element.getAttribute("data-session-do") ?? element.className;
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (texts.nextNode()) nodes.push(texts.currentNode);
    for (const node of nodes) {
      if (node.parentElement.localName === "font" || !node.data.trim()) continue;
      window.translated[name] = (window.translated[name] ?? 0) + 1;
      const font = document.createElement("font");
      font.append("\u00bb" + node.data);
      node.replaceWith(font);
    }
  };
  for (const element of document.querySelectorAll("[role=status], [data-session-do]")) {
    translate(element);
    new MutationObserver(() => translate(element)).observe(element, {
      childList: true, characterData: true, subtree: true,
    });
  }
}
"""
"""Puts each text of a status line or a button into an element of its own, as browsers do that
translate, and counts how often it had to."""


def test_a_translated_line_is_written_once(visit: Visit) -> None:
    """What a browser has translated is left alone until the player has something else to say."""
    page = plan_page(visit)
    player = opened(page)
    page.evaluate(TRANSLATOR)
    press(player, "clock")
    page.clock.run_for(900)
    before = says(player)
    page.evaluate("window.translated = {}")
    page.clock.run_for(900)
    assert (before[0], says(player), page.evaluate("window.translated")) == ("\u00bb", before, {})


def test_stop_rule_dose_and_figure_are_in_sight(visit: Visit) -> None:
    """Before the clock starts, the drill's figure, dose and stop rule are on the first screen."""
    player = opened(plan_page(visit))
    drill = MADE["drills"][0]
    assert says(player) == drill["dose"]
    for shown in (player.locator(".session-stop"), player.locator("svg")):
        box = shown.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 844
    expect(player.locator(".session-stop")).to_contain_text(drill["stop"])


@pytest.mark.parametrize(
    ("size", "letters"),
    [((667, 375), 125), ((844, 390), 125), ((390, 844), 250), ((320, 640), 250)],
)
def test_a_session_opens_at_its_drill(visit: Visit, size: tuple[int, int], letters: int) -> None:
    """On a low screen and with text at 200 %, a session opens at its drill and can be started."""
    page = visit.page(size=size)
    keeping(visit, page, SAVED_PLAN)
    ready(page)
    page.add_style_tag(content=f"html {{ font-size: {letters}% !important; }}")
    player = opened(page)
    for shown in (player.locator("h3"), player.get_by_role("button", name="Start the clock")):
        expect(shown).to_be_in_viewport(ratio=1)
    if letters < 200:
        expect(player.locator("[data-session-digits]")).to_be_in_viewport(ratio=1)
    assert player.evaluate("(player) => player.scrollTop") == 0


def test_a_session_says_the_sets_that_it_plays(visit: Visit) -> None:
    """Where fewer sets fit than the drill's dose has, the player doesn't promise all of them."""
    player = opened(plan_page(visit))
    cut = MADE["week"][0]["drills"][1]
    press(player, "skip")
    assert (says(player), cut["dose"][:16]) == (cut["dose"], "Today 2 of 3 set")


def test_a_plan_that_was_saved_before_keeps_its_dose(visit: Visit) -> None:
    """A plan without the doses of its days shows those of its drills."""
    earlier = json.loads(json.dumps(SAVED_PLAN))
    for session in earlier["plan"]["plan"]["week"]:
        for drill in session["drills"]:
            del drill["dose"]
    player = opened(plan_page(visit, earlier))
    press(player, "skip")
    assert says(player) == "3 sets of 8, 3 seconds down, each side"


def test_pause_stops_the_time(visit: Visit) -> None:
    """While it is paused no time passes; going on takes up where it stood."""
    page = plan_page(visit)
    player = opened(page)
    press(player, "clock")
    page.clock.run_for(5 * SECOND)
    press(player, "clock")
    page.clock.run_for(60 * SECOND)
    assert (says(player), digits(player)) == ("Get ready", "10")
    press(player, "clock")
    page.clock.run_for(4 * SECOND)
    assert (says(player), digits(player)) == ("Get ready", "6")


def test_who_sleeps_misses_no_part(visit: Visit) -> None:
    """A phone that slept through the end of a part begins the next one when it wakes."""
    page = plan_page(visit)
    player = opened(page)
    press(player, "clock")
    page.clock.fast_forward(600 * SECOND)
    assert (says(player), digits(player)) == ("Set 1, left side", "60")


def test_skipping_leads_to_the_end(visit: Visit) -> None:
    """Skip goes from drill to drill; after the last one the session is done, if a set was."""
    page = plan_page(visit)
    player = opened(page)
    page.clock.run_for(A_SET)
    for _ in range(len(MADE["week"][0]["drills"])):
        press(player, "skip")
    expect(player.locator("h3")).to_have_text("That's your session, done")
    expect(player).to_contain_text(MADE["discomfort_rule"])
    end = player.locator('[data-session-do="end"]')
    expect(end).to_be_focused()
    expect(end).to_have_text("Done")
    done = [each["title"] for each in MADE["week"][0]["drills"]]
    expect(player.locator(".session-done li")).to_have_text(done)


def test_a_session_that_is_skipped_does_not_count(visit: Visit) -> None:
    """Whoever stays with no drill for a set is told so; nothing is kept, and Start stays."""
    page = plan_page(visit)
    player = opened(page)
    for _ in range(len(MADE["week"][0]["drills"])):
        page.clock.run_for(SECOND)
        press(player, "skip")
    expect(player.locator("h3")).to_have_text("Skipped, so it doesn't count")
    expect(player).not_to_contain_text("done")
    expect(player.locator('[data-session-do="end"]')).to_be_focused()
    press(player, "end")
    assert "check_ins" not in saved(page)
    expect(page.locator(".today [data-session]")).to_be_visible()


def test_a_set_before_a_reload_counts(visit: Visit) -> None:
    """What was done before a phone loaded the page anew still counts at the end."""
    page = plan_page(visit)
    player = opened(page)
    page.clock.run_for(A_SET)
    press(player, "skip")
    page.reload()
    ready(page)
    player = opened(page)
    while player.locator('[data-session-do="skip"]').is_visible():
        page.clock.run_for(SECOND)
        press(player, "skip")
    expect(player.locator("h3")).to_have_text("That's your session, done")


def test_keyboard_alone(visit: Visit) -> None:
    """Enter opens, answers and starts, Escape ends, and the focus is back where it came from."""
    page = plan_page(visit)
    unfold(page, "week")
    page.locator('[data-session][value="2"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-session-signs] fieldset")).to_be_focused()
    settled(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator('[data-session-do="clock"]')).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")
    page.clock.run_for(3 * SECOND)
    player = page.locator("[data-session-player]")
    assert digits(player) == "12"
    page.keyboard.press("Escape")
    expect(player).to_be_hidden()
    expect(page.locator('[data-session][value="2"]')).to_be_focused()


def test_beats_are_left_to_the_sound_s_clock(visit: Visit) -> None:
    """Three beats and the tone that ends a part are scheduled; a pause takes them back."""
    page = plan_page(visit, script=LISTENING)
    player = opened(page)
    press(player, "clock")
    assert page.evaluate("window.tones") == [12, 13, 14, 15]
    page.clock.run_for(5 * SECOND)
    press(player, "clock")
    press(player, "clock")
    assert page.evaluate("window.tones.slice(4)") == ["quiet", "quiet", 7, 8, 9, 10]


def test_a_part_s_end_sounds_once(visit: Visit) -> None:
    """The tone that was scheduled is not cut off nor played again; a skip plays one at once."""
    page = plan_page(visit, script=LISTENING)
    player = opened(page)
    press(player, "clock")
    page.clock.run_for(15 * SECOND)
    assert says(player) == parts(MADE["week"][0], 0)[1]["text"]
    assert page.evaluate("window.tones.slice(4)") == [57, 58, 59, 60]
    settled(page)
    press(player, "skip")
    assert page.evaluate("window.tones.slice(8, 10)") == [0, "quiet"]


def test_an_end_that_was_interrupted_sounds_when_the_page_finds_it(visit: Visit) -> None:
    """Where the sound stood still, its scheduled tone is silenced, and one is played now."""
    page = plan_page(visit, script=LISTENING)
    press(opened(page), "clock")
    page.clock.run_for(5 * SECOND)
    page.evaluate("window.sound.state = 'interrupted'")
    page.clock.run_for(10 * SECOND)
    heard = [one for one in page.evaluate("window.tones.slice(4)") if one != "resume"]
    assert heard[:2] == [0, "quiet"]


def test_plan_of_an_older_edition_has_no_session(visit: Visit) -> None:
    """A plan that was saved without parts is shown, and offers no clock."""
    plan = json.loads(json.dumps(SAVED_PLAN))
    for drill in (*plan["plan"]["plan"]["drills"], *plan["plan"]["plan"]["base"]):
        del drill["parts"]
    page = plan_page(visit, plan)
    expect(page.locator(".plan-week")).to_contain_text(MADE["drills"][0]["title"])
    expect(page.locator("[data-session]:visible")).to_have_count(0)


def test_start_says_that_a_session_goes_on(visit: Visit) -> None:
    """Left at its second drill, today's session says so on its buttons, after a reload as well."""
    page = plan_page(visit)
    player = opened(page)
    press(player, "skip")
    press(player, "end")
    start = page.locator(".today [data-session]")
    for _ in ("at once", "after a reload"):
        expect(start).to_have_text("Go on: Day 1")
        expect(page.locator('.plan-week [data-session][value="1"]')).to_have_text("Go on: Day 1")
        expect(page.locator('.plan-week [data-session][value="2"]')).to_have_text("Start Day 2")
        page.reload()
        ready(page)
    start.click()
    expect(unwarned(page).locator("h3")).to_have_text(MADE["week"][0]["drills"][1]["title"])


def left_half_way(page: Page, walk: Walk) -> None:
    """Start the session of a result, leave it at its second drill, and press Go on."""
    start = bar(walk).locator("[data-session]:visible")
    start.click()
    player = page.locator("[data-session-player]")
    press(player, "skip")
    press(player, "end")
    expect(start).to_have_text("Go on: Day 1")
    start.click()


def test_a_sign_under_a_result_reaches_other_tabs(visit: Visit) -> None:
    """Told before a session is gone on with, a sign leaves no Start in the other tab either."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    bar(walk).locator("[data-session]:visible").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    second = Walk(other)
    second.walk(LEFT_IS_WORSE)
    bar(second).locator("[data-session]:visible").wait_for()
    left_half_way(page, walk)
    page.locator(SIGN).click()
    expect(told_under(walk)).to_contain_text("No session today.")
    expect(other.locator("[data-session]:visible")).to_have_count(0)
    expect(second.self_test.locator("[data-asked-again]")).to_be_visible()


def test_after_a_sign_neither_paper_nor_calendar_has_a_drill(visit: Visit) -> None:
    """No session is printed or put into a calendar while what was noticed comes first."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    left_half_way(page, walk)
    page.locator(SIGN).click()
    expect(told_under(walk)).to_contain_text("No session today.")
    walk.unfolded()
    expect(walk.result().locator('[data-do="sessions"]')).to_be_hidden()
    page.emulate_media(media="print")
    expect(walk.result().locator('[data-fill="sheet-plan"]')).to_be_hidden()


@pytest.mark.parametrize("how", ["a link", "on the open page"])
def test_a_calendar_s_link_opens_the_session_of_the_day(visit: Visit, how: str) -> None:
    """It asks what a press on Start asks, also where My plan is open already."""
    page = plan_page(visit)
    if how == "a link":
        page.goto("about:blank")
        page.goto(f"{visit.server.address}/plan/#start")
    else:
        page.evaluate("location.hash = 'start'")
    expect(page.locator("[data-session-signs]")).to_be_visible()
    assert page.url.endswith("/plan/")


def test_a_calendar_s_link_presses_nothing_that_is_hidden(visit: Visit) -> None:
    """With a plan that cannot be played it opens My plan and no question."""
    plan = json.loads(json.dumps(SAVED_PLAN))
    for drill in (*plan["plan"]["plan"]["drills"], *plan["plan"]["plan"]["base"]):
        del drill["parts"]
    page = keeping(visit, visit.page(), plan, "plan/#start")
    ready(page)
    page.wait_for_timeout(500)
    expect(page.locator("[data-session-signs]")).to_be_hidden()


def test_a_day_without_a_drill_to_play_has_no_start(visit: Visit) -> None:
    """Of a week with parts for only some drills, the days that can be played have a Start."""
    plan = json.loads(json.dumps(SAVED_PLAN))
    first, second = ({each["drill"] for each in MADE["week"][day]["drills"]} for day in (0, 1))
    playable = second - first
    for drill in (*plan["plan"]["plan"]["drills"], *plan["plan"]["plan"]["base"]):
        drill["parts"] = drill["parts"] if drill["drill"] in playable else []
    page = plan_page(visit, plan)
    unfold(page, "week")
    starts = page.locator("[data-session]:visible")
    days = [
        str(session["day"])
        for session in MADE["week"]
        if playable & {each["drill"] for each in session["drills"]}
    ]
    assert [each.get_attribute("value") for each in starts.all()] == days
    assert 0 < len(days) < len(MADE["week"])
    starts.first.click()
    title = next(each["title"] for each in MADE["week"][1]["drills"] if each["drill"] in playable)
    expect(unwarned(page).locator("h3")).to_have_text(title)


def test_session_under_a_result_works_without_a_network(visit: Visit, server: Server) -> None:
    """From the result one press opens the first session, and no request is made for it."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    start = walk.result().locator("[data-session]:visible").first
    start.wait_for()
    quiet(page)
    asked = len(server.asked)
    page.context.set_offline(offline=True)
    start.click()
    player = page.locator("[data-session-player]")
    expect(player.locator("h3")).to_have_text(MADE["drills"][0]["title"])
    press(player, "clock")
    expect(player.locator("[data-session-says]")).to_have_text("Get ready")
    press(player, "end")
    assert server.asked[asked:] == []


def trained(page: Page, walk: Walk) -> Locator:
    """Lead the first session of a result to its end; return the line about the week."""
    start = walk.result().locator("[data-session]:visible").first
    expect(start).to_be_visible()
    # Not earlier: to what is still under way, another clock is one that was changed by a day.
    page.clock.install()
    start.click()
    player = page.locator("[data-session-player]")
    while player.locator('[data-session-do="skip"]').is_visible():
        page.clock.fast_forward(A_SET)
        press(player, "skip")
    press(player, "end")
    return week_of(walk)


def week_of(walk: Walk) -> Locator:
    """Return the line about the week of a result."""
    return walk.result().locator(".self-test-week > summary")


def dots(week: Locator) -> list[str | None]:
    """Return what state each dot shows."""
    return [one.get_attribute("data-state") for one in week.locator(".week-dots > span").all()]


ONE_OF_SIX = ["true", *["false"] * 5]
SAID = "1 of 6 in the last 7 days."


def test_a_session_fills_a_dot_of_the_result(visit: Visit) -> None:
    """A session that is done is drawn and said at once, and after a reload, nothing being saved."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    week = week_of(walk)
    assert "true" not in dots(week)
    expect(week).not_to_contain_text("last 7 days")
    expect(trained(page, walk)).to_contain_text(SAID)
    assert (dots(week), saved(page)) == (ONE_OF_SIX, {})
    page.reload()
    expect(week).to_contain_text(SAID)
    assert dots(week) == ONE_OF_SIX
    # It belongs to the visit, and goes with it.
    walk.finish()
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator("[data-keep-bar][data-live]")).to_be_visible()
    expect(week).not_to_contain_text("last 7 days")


def test_a_session_before_saving_is_saved_with_the_plan(visit: Visit) -> None:
    """Whoever saves after training finds the session on My plan, which then asks about the knee."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    week = trained(page, walk)
    walk.result().locator('[data-do="save"]').click()
    expect(week).to_contain_text(SAID)
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    assert saved(page)["check_ins"] == [{"date": day, "done": True}]
    page.goto(f"{visit.server.address}/plan/")
    ready(page)
    today = page.locator(".today")
    expect(today.locator('[data-do="knee"]')).to_have_count(11)
    expect(today).to_contain_text(SAID)
    assert dots(today) == ONE_OF_SIX


def test_a_result_counts_the_sessions_of_my_plan(visit: Visit) -> None:
    """Beside a saved plan a session is kept at once, with what was said of that day and before."""
    page = visit.page()
    page.clock.install(time="2026-03-09T10:00:00")
    before = [
        {"date": "2026-03-01", "done": True, "knee": 1, "morning": "normal"},
        {"date": "2026-03-08", "done": True, "knee": 1, "morning": "normal"},
    ]
    keeping(visit, page, {**SAVED_PLAN, "check_ins": before}, PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(week_of(walk)).to_contain_text(SAID)
    walk.result().locator("[data-session]:visible").first.click()
    unwarned(page)
    led(page)
    expect(week_of(walk)).to_contain_text("2 of 6 in the last 7 days.")
    assert saved(page)["check_ins"] == [*before, {"date": "2026-03-09", "done": True}]


def bar(walk: Walk) -> Locator:
    """Return the bar at the foot of a result."""
    return walk.result().locator("[data-keep-bar]")


def led(page: Page) -> None:
    """Skip to the end of the session that is open, and close it."""
    player = page.locator("[data-session-player]")
    while player.locator('[data-session-do="skip"]').is_visible():
        page.clock.fast_forward(A_SET)
        press(player, "skip")
    page.clock.run_for(SECOND)
    press(player, "end")


def ready_to_train(visit: Visit, *, saves: bool) -> tuple[Page, Walk]:
    """Walk to a result on an evening, whose plan is saved or not; return what shows it."""
    page = visit.page()
    page.clock.install(time="2026-03-08T20:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    if saves:
        walk.result().locator('[data-do="save"]').click()
        expect(walk.result().locator("[data-saved]")).to_be_visible()
    expect(bar(walk)).to_contain_text(MADE["week"][0]["start_text"])
    return page, walk


def evening(visit: Visit, *, saves: bool) -> tuple[Page, Walk]:
    """Train under a result on an evening, whose plan is saved or not; return what shows it."""
    page, walk = ready_to_train(visit, saves=saves)
    bar(walk).locator("[data-session]").click()
    led(page)
    return page, walk


@pytest.mark.parametrize("saves", [True, False], ids=["saved", "not saved"])
def test_a_result_says_that_today_is_done(visit: Visit, *, saves: bool) -> None:
    """After its session a result says which day is done, and offers no other, reloaded or not."""
    page, walk = evening(visit, saves=saves)
    for _ in ("at once", "after a reload"):
        expect(bar(walk)).to_contain_text("Day 1 done")
        expect(page.locator("[data-session]:visible")).to_have_count(0)
        page.reload()


def morning_after(page: Page, walk: Walk) -> None:
    """Come back the next morning, and answer what is asked about the session of the evening."""
    page.clock.set_system_time("2026-03-09T07:00:00")
    page.reload()
    for what, value in (("knee", "1"), ("morning", "normal")):
        # As long as a question is open, there is no session.
        told_under(walk).locator(f'[data-do="{what}"][value="{value}"]').wait_for()
        expect(page.locator("[data-session]:visible")).to_have_count(0)
        told_under(walk).locator(f'[data-do="{what}"][value="{value}"]').click()


def told_under(walk: Walk) -> Locator:
    """Return what a result says of today."""
    return walk.result().locator('[data-fill="result-today"]')


@pytest.mark.parametrize("saves", [True, False], ids=["saved", "not saved"])
def test_a_result_asks_for_the_knee_after_a_session(visit: Visit, *, saves: bool) -> None:
    """After its session a result asks for the knee, says what follows, and keeps the answer."""
    page, walk = evening(visit, saves=saves)
    told = told_under(walk)
    expect(told).to_contain_text("Day 1 done.")
    knees = told.locator('[data-do="knee"]')
    expect(knees).to_have_count(11)
    page.clock.resume()
    settled(page)
    knees.nth(4).click()
    expect(told).to_contain_text("Hold it here.")
    expect(told.locator("[data-session-after]")).to_be_focused()
    expect(knees).to_have_count(0)
    if not saves:
        walk.result().locator('[data-do="save"]').click()
        expect(walk.result().locator("[data-saved]")).to_be_visible()
    assert saved(page)["check_ins"] == [{"date": "2026-03-08", "done": True, "knee": 4}]


def test_a_result_says_what_is_not_kept(visit: Visit) -> None:
    """Where the device has no room for a finished session, a result says so, not only My plan."""
    page, walk = ready_to_train(visit, saves=True)
    page.evaluate(REFUSING)
    bar(walk).locator("[data-session]").click()
    led(page)
    expect(bar(walk)).to_contain_text("We couldn't save it: this browser has no room left")
    expect(bar(walk)).not_to_contain_text("Saved on this device.")


def test_under_a_sign_a_result_asks_nothing(visit: Visit) -> None:
    """Where a sign was told after the session, a result does not ask for the knee."""
    page = visit.page()
    page.clock.install(time="2026-03-09T10:00:00")
    day = {"date": "2026-03-09", "done": True, "sign": True}
    keeping(visit, page, {**SAVED_PLAN, "check_ins": [day]}, PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(told_under(walk)).to_contain_text("No session today.")
    expect(told_under(walk).locator("fieldset")).to_have_count(0)


def test_the_focus_goes_to_what_stands_for_start(visit: Visit) -> None:
    """Start is gone once a session is done: the focus stands at what is said in its place."""
    page, walk = evening(visit, saves=True)
    expect(told_under(walk).locator("[data-session-after]")).to_be_focused()
    keeping(visit, page, SAVED_PLAN)
    ready(page)
    page.locator(".today [data-session]").click()
    unwarned(page)
    led(page)
    expect(page.locator(".today [data-advice]")).to_be_focused()


def test_an_eased_session_says_so_at_each_drill(visit: Visit) -> None:
    """After a red session the player says at each drill what to ease, on My plan and a result."""
    eased = "That was red. Cut the load or the range in half for two sessions."
    days = [{"date": "2026-03-08", "done": True, "knee": 6, "morning": "normal"}]
    page = visit.page()
    page.clock.install(time="2026-03-09T10:00:00")
    keeping(visit, page, {**SAVED_PLAN, "check_ins": days})
    ready(page)
    page.locator(".today [data-session]").click()
    player = unwarned(page)
    for _ in range(2):
        expect(player.locator("[data-session-how]")).to_contain_text(eased)
        page.clock.run_for(SECOND)
        press(player, "skip")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    bar(walk).locator("[data-session]:visible").click()
    expect(unwarned(page).locator("[data-session-how]")).to_contain_text(eased)


def test_the_next_day_a_result_starts_the_next_day(visit: Visit) -> None:
    """The morning after, bar and drills are those of day 2, also once it is measured anew."""
    page, walk = evening(visit, saves=True)
    morning_after(page, walk)
    for _ in ("on a reload", "on a return visit"):
        expect(bar(walk)).to_contain_text(MADE["week"][1]["start_text"])
        shown = walk.result().locator('[data-fill="result-plan"] > div > .drill-card h5')
        expect(shown).to_have_text([each["title"] for each in MADE["week"][1]["drills"]])
        walk.finish()
        walk.walk(LEFT_IS_WORSE)


SIGN = '[data-session-signs] [value="sign"]'


def test_a_sign_before_a_later_session_takes_start_away(visit: Visit) -> None:
    """A result's second Start asks about warning signs; after a yes there is none."""
    page, walk = evening(visit, saves=True)
    morning_after(page, walk)
    expect(bar(walk)).to_contain_text(MADE["week"][1]["start_text"])
    bar(walk).locator("[data-session]").click()
    expect(page.locator("[data-session-player]")).to_be_hidden()
    page.locator(SIGN).click()
    expect(bar(walk)).to_contain_text("No session today.")
    expect(page.locator("[data-session]:visible")).to_have_count(0)
    page.goto(f"{visit.server.address}/plan/")
    ready(page)
    expect(page.locator("[data-advice] strong")).to_have_text("No session today.")


def signed(visit: Visit) -> tuple[Page, Walk]:
    """Train on an evening, and answer yes before the next session; return what shows it."""
    page, walk = evening(visit, saves=True)
    morning_after(page, walk)
    bar(walk).locator("[data-session]:visible").click()
    page.locator(SIGN).click()
    return page, walk


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "nothing kept"])
def test_a_yes_leads_to_the_whole_safety_check(visit: Visit, *, keeps: bool) -> None:
    """Under a result a yes says what comes first, and one press opens the check, all of it."""
    page, walk = signed(visit)
    told = told_under(walk)
    expect(told).to_contain_text("What you noticed comes before any drill.")
    expect(told.locator("[data-session-after]")).to_be_focused()
    expect(walk.result().locator(".drill-card:visible")).to_have_count(0)
    if not keeps:
        page.evaluate(REFUSING)
    settled(page)
    told.get_by_role("button", name="Take the whole safety check").click()
    first = walk.self_test.locator("h3[tabindex]:visible")
    expect(first).to_have_text("How old are you?")
    expect(first).to_be_focused()
    # Nothing of it is taken for answered.
    expect(page.locator('input[name^="safety-check"]:checked')).to_have_count(0)
    if not keeps:
        return
    # A clear one alone brings no Start back.
    walk.walk(LEFT_IS_WORSE)
    expect(bar(walk)).to_contain_text("No session today.")
    expect(page.locator("[data-session]:visible")).to_have_count(0)


@pytest.mark.parametrize("saves", [True, False], ids=["saved", "not saved"])
def test_after_a_sign_a_clinician_s_look_leads_on(visit: Visit, *, saves: bool) -> None:
    """Under a result, too, who was looked at says so, and can start again; nothing else does."""
    page, walk = evening(visit, saves=saves)
    morning_after(page, walk)
    bar(walk).locator("[data-session]:visible").click()
    page.locator(SIGN).click()
    told = told_under(walk)
    expect(told).to_contain_text("What you noticed comes before any drill.")
    settled(page)
    told.get_by_role("button", name="Take the whole safety check").click()
    walk.walk(LEFT_IS_WORSE)
    expect(bar(walk)).to_contain_text("No session today.")
    settled(page)
    told.get_by_role("button", name="A clinician has looked at it, go on").click()
    expect(bar(walk).locator("[data-session]:visible")).to_have_count(1)
    expect(page.locator("body")).not_to_contain_text("No session today.")


def test_the_calendar_goes_on_with_the_week(visit: Visit) -> None:
    """Once Day 1 is done the calendar's first session, tomorrow, is Day 2, and five are left."""
    page, walk = evening(visit, saves=False)
    expect(bar(walk)).to_contain_text("Day 1 done")
    walk.unfolded()
    with page.expect_download() as file:
        walk.result().locator('[data-do="sessions"]').click()
    events = Calendar.from_ical(text_of(file.value)).walk("VEVENT")
    assert [event.decoded("DTSTART").isoformat() for event in events] == [
        f"2026-03-{day:02}T18:00:00" for day in range(9, 14)
    ]
    for each in MADE["week"][1]["drills"]:
        assert each["title"] in str(events[0]["DESCRIPTION"])


REFUSING = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
}"""
"""From now on the browser stores nothing."""


def test_a_sign_that_python_never_hears_of_takes_start_away(visit: Visit) -> None:
    """Where the scoring is lost before the sign is told, a sentence stands in place of Start."""
    page, walk = evening(visit, saves=True)
    morning_after(page, walk)
    bar(walk).locator("[data-session]:visible").click()
    visit.server.refused = "worker.mjs"
    page.evaluate(LOST)
    page.locator(SIGN).click()
    expect(bar(walk).locator(".result-no-start")).to_contain_text("the scoring didn't load")
    expect(page.locator("[data-session]:visible")).to_have_count(0)
    # What comes before any drill needs no Python.
    expect(told_under(walk).locator('[data-go="check"]')).to_be_visible()
    expect(walk.result().locator(".drill-card:visible")).to_have_count(0)


def test_a_result_saved_again_answers_no_sign(visit: Visit) -> None:
    """Saving a result once more, after a sign that came later, brings no Start back."""
    page, walk = evening(visit, saves=True)
    morning_after(page, walk)
    bar(walk).locator("[data-session]:visible").click()
    page.locator(SIGN).click()
    expect(bar(walk)).to_contain_text("No session today.")
    walk.result().locator('[data-do="save"]').click()
    expect(walk.result().locator("[data-saved]")).to_be_visible()
    page.reload()
    expect(bar(walk)).to_contain_text("No session today.")
    expect(page.locator("[data-session]:visible")).to_have_count(0)
    assert saved(page)["check_ins"][-1]["sign"] is True


def test_every_start_of_my_plan_asks_first(visit: Visit) -> None:
    """Today's Start and those of the folded week open one question, and a no opens the session."""
    page = plan_page(visit)
    unfold(page, "week")
    starts = page.locator("[data-session]:visible")
    expect(starts).to_have_count(1 + len(MADE["week"]))
    for number in (0, 2):
        starts.nth(number).click()
        expect(page.locator("[data-session-signs]")).to_contain_text("Since last time: locking")
        player = unwarned(page)
        expect(player.locator("h3")).to_have_text(
            MADE["week"][max(0, number - 1)]["drills"][0]["title"]
        )
        press(player, "end")


@pytest.mark.parametrize(
    "said",
    [
        {"date": "2026-03-09", "sign": True},
        {"date": "2026-03-08", "done": True},
        {"date": "2026-03-08", "knee": 1},
        {"date": "2026-03-09", "done": True, "knee": 1},
    ],
    ids=["a sign", "a knee nobody rated", "a morning nobody told", "done today"],
)
def test_the_week_offers_no_start_that_today_does_not(visit: Visit, said: dict[str, Any]) -> None:
    """Where today has no Start, the folded week has none."""
    page = plan_page(visit, {**SAVED_PLAN, "check_ins": [said]})
    unfold(page, "week")
    expect(page.locator(".plan-week > section").first).to_be_visible()
    expect(page.locator("[data-session]:visible")).to_have_count(0)


def test_the_phone_s_back_closes_the_question(visit: Visit) -> None:
    """Back, Escape and "Not now" leave the question before a session unanswered; none begins."""
    page = plan_page(visit)
    page.evaluate("history.pushState(null, '')")
    asked = page.locator("[data-session-signs]")
    later = asked.get_by_role("button", name="Not now")
    for leave in (page.go_back, lambda: page.keyboard.press("Escape"), later.click):
        page.locator(".today [data-session]").click()
        expect(asked).to_be_visible()
        leave()
        expect(asked).to_be_hidden()
        expect(page.locator("[data-session-player]")).to_be_hidden()
    assert saved(page).get("check_ins", []) == []


def test_the_phone_s_back_ends_the_session(visit: Visit) -> None:
    """Going back closes the player, and nothing goes on behind it."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator("[data-session]:visible").first.click()
    player = page.locator("[data-session-player]")
    press(player, "clock")
    page.go_back()
    expect(player).to_be_hidden()
    assert page.evaluate("document.querySelector('[data-session-player]').open") is False


def test_each_drill_has_its_figure(visit: Visit) -> None:
    """Cards of drills show their own named figures; no id stands twice in the page."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator("[data-session]:visible").first.click()
    labels = page.locator("self-test").evaluate(
        """(element) => [...element.querySelectorAll(".drill-card:has(h5)")].map((card) => [
          card.querySelector("h5").textContent,
          card.querySelector("svg")?.getAttribute("aria-label") ?? "",
        ])"""
    )
    assert [title for title, label in labels if not label] == ["Load ladder"]
    assert len({label for _, label in labels}) == len(labels)
    repeated = page.evaluate(
        """() => {
          const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
          return ids.filter((id, at) => ids.indexOf(id) !== at);
        }"""
    )
    assert repeated == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible(visit: Visit, scheme: str) -> None:
    """In every state axe finds nothing, targets are 48 px, and 320 px are wide enough."""
    page = keeping(visit, visit.page(size=NARROW, color_scheme=scheme), SAVED_PLAN)
    ready(page)
    page.evaluate(AXE.read_text("utf-8"))
    player = opened(page)
    found = []
    for state in ("not begun", "running", "next drill", "done"):
        found += [f"{state}: {one}" for check in CHECKS.values() for one in check(page)]
        if state == "not begun":
            press(player, "clock")
        else:
            while player.locator('[data-session-do="skip"]').is_visible():
                press(player, "skip")
                if state == "running" and player.get_by_text("Start the clock").count():
                    break
    assert (found, saved(page)["version"]) == ([], 1)
