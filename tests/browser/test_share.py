"""What leaves the page when the reader wants it to, and what a link brings."""

import re
from time import sleep
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Dialog, Locator, expect

from tests.support.kept import NO_WAY, TEXT, TWO_DAYS, keeping, ready, result
from tests.support.one_visit import delete
from tests.support.requests import CLEAR, knee_to_wall, send
from tests.support.turns import later
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, quiet, until

pytestmark = pytest.mark.usefixtures("answered")

# Milliseconds in which Python is there, on a machine that does other things too.
SLOW = 30_000
SIGN = ("safety-check.now", "cold-foot")
OTHER_WAY = "window.shared = []; navigator.share = async (data) => { window.shared.push(data); };"


def press(part: Locator, name: str) -> None:
    """Press the button that does something."""
    if name in ("share", "invite") and not part.locator(".result-share[open]").count():
        part.locator(".result-share > summary").click()
    part.locator(f'[data-do="{name}"]').click()


def opened(visit: Visit, text: str) -> Locator:
    """Open a link with a text in it and return what it shows."""
    page = visit.page(f"{PAGE}#r={text}")
    part = page.locator("[data-shared]")
    part.wait_for(state="visible")
    return part


def test_invitation_holds_no_answer(visit: Visit) -> None:
    """The link for a friend is the page's own address and nothing else."""
    page, part = result(visit, OTHER_WAY)
    press(part, "invite")
    until(page, "window.shared.length")
    assert page.evaluate("window.shared[0].url") == f"{visit.server.address}/{PAGE}"


def test_result_goes_to_the_sheet_of_the_phone(visit: Visit) -> None:
    """Where the phone has a sheet for sharing, the link with the answers goes there."""
    page, part = result(visit, OTHER_WAY)
    expect(part).to_contain_text("The link contains your answers to the self-tests.")
    press(part, "share")
    until(page, "window.shared.length")
    assert page.evaluate("window.shared[0].url") == f"{visit.server.address}/{PAGE}#r={TEXT}"


def test_result_is_copied_where_there_is_no_sheet(visit: Visit) -> None:
    """Without a sheet the link is in the clipboard, and the page says so."""
    script = """
      Object.defineProperty(navigator, "share", { value: undefined });
      Object.defineProperty(navigator, "clipboard", { value: {
        writeText: async (text) => { window.copied = text; },
      } });
    """
    page, part = result(visit, script)
    press(part, "share")
    expect(part.get_by_text("Link copied.")).to_be_visible()
    assert page.evaluate("window.copied").endswith(f"/{PAGE}#r={TEXT}")


# What Python is asked in order to share comes late, as on a slow phone.
LATE_TO_SHARE = """
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (...message) {
  const wait = String(message[0].text).includes('"do":"share"') ? 2000 : 0;
  setTimeout(() => postMessage.apply(this, message), wait);
};
"""


@pytest.mark.parametrize(
    ("fault", "script"), [later("refused", ""), ("refused", LATE_TO_SHARE), ("stalled", "")]
)
def test_saving_waits_for_nothing_that_is_handed_on(
    visit: Visit, server: Server, fault: str, script: str
) -> None:
    """Without the script that hands on, a result is saved all the same, and Share says so."""
    setattr(server, fault, "/handing.mjs")
    _, part = result(visit, script)
    part.locator('[data-do="save"]').click()
    expect(part.get_by_text("Saved on this device.")).to_be_visible()
    press(part, "share")
    expect(part.get_by_text("There's no link to share yet.")).to_be_visible()


@pytest.mark.parametrize("back", ["online", "click"])
def test_what_comes_after_a_result_comes_when_the_network_is_back(visit: Visit, back: str) -> None:
    """Start and Share are there once the network is, after the event for it or a press."""
    page = visit.page()
    lost = re.compile(r"/(week|handing)\.mjs$")
    page.add_init_script(NO_WAY)
    page.route(lost, lambda route: route.abort())
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    start = page.locator("[data-session].self-test-continue:visible")
    expect(page.locator("[data-keep-bar]")).to_have_attribute("data-live", "")
    assert start.count() == 0
    if back == "online":
        page.evaluate("dispatchEvent(new Event('online'))")
    else:
        page.locator("self-test .self-test-headline:visible").click()
    expect(start).to_be_visible()
    press(walk.unfolded(), "share")
    expect(page.get_by_label("Copy this link:")).to_be_focused()


def test_link_can_be_copied_by_hand(visit: Visit) -> None:
    """Where neither is allowed, the link stands there, selected."""
    _, part = result(visit)
    press(part, "share")
    link = part.get_by_label("Copy this link:")
    expect(link).to_be_focused()
    assert link.input_value().endswith(f"/{PAGE}#r={TEXT}")


def test_shared_result_is_shown_without_a_plan(visit: Visit) -> None:
    """A link shows the leg, the lines and the bars as somebody's, with no drill and no Start."""
    part = opened(visit, TEXT)
    expect(part.locator("h3")).to_have_text("Someone's result")
    expect(part.locator(".self-test-headline")).to_have_text(
        "What may stand out: their left ankle."
    )
    expect(part.locator(".leg > p")).to_have_text(
        "Their leg: left ankle may stand out; calf, hip, foot and knee not tested."
    )
    expect(part.locator(".result-chip > summary")).to_have_text("Fairly sure")
    row = part.locator(".result-row")
    expect(row.locator(".result-row-title")).to_have_text("Ankle mobility may stand out")
    assert part.locator("button:visible").all_inner_texts() == [
        "Do the check yourself",
        "They're my numbers: go on with them",
    ]
    row.locator("> summary").click()
    rows = part.locator("tbody tr")
    assert [row.split("\t") for row in rows.all_inner_texts()] == [
        ["Left", "6.5 cm", "± 1 cm", "low"],
        ["Right", "11 cm", "± 1 cm", "typical"],
    ]
    assert part.locator(".drill-card").count() == 0
    assert part.locator(".zones-value:visible").all_inner_texts() == ["L", "R"]
    expect(part.page.get_by_role("heading", name="What the number means")).to_be_hidden()


@pytest.mark.parametrize("width", [250, 320, 390])
def test_lines_of_a_shared_leg_lead_to_its_names(visit: Visit, width: int) -> None:
    """The names stand beside the leg; on a screen too narrow for that, no line leads nowhere."""
    page = visit.page(f"{PAGE}#r={TEXT}", size=(width, 844))
    leg = page.locator("[data-shared] .leg")
    names = leg.locator(".leg-names")
    names.wait_for()
    is_beside = leg.evaluate(
        """(leg) => {
          const [body, names] = [".leg-body", ".leg-names"]
            .map((part) => leg.querySelector(part).getBoundingClientRect());
          return body.right <= names.left + 1;
        }"""
    )
    assert (is_beside, leg.locator(".leg-leader:visible").count() > 0) == (width > 300, width > 300)


def test_link_leaves_the_address_at_once(visit: Visit, server: Server) -> None:
    """The answers are not in the address bar, not in the history and not in any request."""
    part = opened(visit, TEXT)
    expect(part.locator(".result-row")).to_be_visible()
    assert part.page.url == f"{server.address}/{PAGE}"
    assert part.page.evaluate(
        "performance.getEntries().filter((e) => /#r=/.test(e.name)).length"
    ) in (
        0,
        1,  # the navigation itself, which only this page can read
    )
    assert [path for path in server.asked if TEXT in path] == []


def test_do_the_check_yourself(visit: Visit) -> None:
    """From somebody's result, one press leads to one's own empty check."""
    part = opened(visit, TEXT)
    expect(part.locator(".result-row")).to_be_visible()
    press(part, "own")
    walk = Walk(part.page)
    assert walk.heading() == "What it takes"
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    assert walk.field("knee-to-wall.distance.left").first.input_value() == ""


def test_go_on_with_ones_own_link(visit: Visit) -> None:
    """Who opens their own link in another browser finds the numbers in the form."""
    part = opened(visit, TEXT)
    part.locator('[data-do="mine"]').click(timeout=SLOW)
    walk = Walk(part.page)
    walk.walk(CLEAR)
    expect(walk.result()).to_contain_text("Your left knee reaches 6.5 cm from the wall.")
    assert walk.result().locator(".drill-card").count() > 0


HOSTILE = (
    "<img src=x onerror=window.hit=1>",
    "%3Cimg%20src=x%20onerror=window.hit=1%3E",
    '"><script>window.hit=1</script>',
    "javascript:window.hit=1",
    "__proto__",
    "A" * 20_000,
    TEXT[:5] + ("A" if TEXT[5] != "A" else "B") + TEXT[6:],
    TEXT[:-3],
    "%00%F0%9F%92%A9",
    "",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_spoilt_link_gives_a_sentence(visit: Visit, text: str) -> None:
    """Whatever stands in the fragment is read by Python, shown as text and run by nobody."""
    part = opened(visit, text)
    problem = part.locator("[role=alert]")
    expect(problem).to_have_text(re.compile(r"^(This link|This isn't a link).*\.$"))
    page = part.page
    assert page.evaluate("[window.hit ?? null, {}.hit ?? null, location.hash]") == [None, None, ""]
    assert part.locator("img, script").count() == 0


@pytest.mark.parametrize("closing", [".", ")", ",", '"', "\u201d", ")."])
def test_what_closes_a_sentence_is_no_fault_of_a_link(visit: Visit, closing: str) -> None:
    """A link is opened together with the full stop, bracket or quote that stood behind it."""
    part = opened(visit, TEXT + closing)
    expect(part.locator("tbody tr")).to_have_count(2)
    expect(part.locator("[role=alert]")).to_be_empty()


def test_a_reload_shows_a_link_again(visit: Visit) -> None:
    """A link is there until the reader goes on, after a reload and with Back to its place."""
    part = opened(visit, TEXT)
    rows = part.locator("tbody tr")
    expect(rows).to_have_count(2)
    page = part.page
    page.reload()
    expect(rows).to_have_count(2)
    page.goto(f"{visit.server.address}/self-tests/step-down/")
    expect(page.locator("self-test[data-live]")).to_be_visible()
    expect(page.locator("[data-shared]")).to_be_hidden()
    page.go_back()
    expect(rows).to_have_count(2)
    press(part, "own")
    page.reload()
    expect(page.locator("self-test[data-live]")).to_be_visible()
    expect(part).to_be_hidden()


def test_a_link_outlives_a_failure(visit: Visit, server: Server) -> None:
    """A link that could not be read is read after a reload, once the scoring is there."""
    server.refused = "/bundle/"
    part = opened(visit, TEXT)
    expect(part.locator("[role=alert]")).to_contain_text("because the scoring didn't load")
    server.refused = ""
    part.page.reload()
    expect(part.locator("tbody tr")).to_have_count(2)


def test_a_link_outlives_its_own_script(visit: Visit, server: Server) -> None:
    """Where the script for links does not arrive, a sentence says so and a reload tries again."""
    server.refused = "/shared-result.mjs"
    part = opened(visit, TEXT)
    assert part.page.url.endswith(f"#r={TEXT}")
    expect(part.locator("[role=alert]")).to_contain_text("We couldn't read the link")
    server.refused = ""
    part.page.reload()
    expect(part.locator("tbody tr")).to_have_count(2)


def test_a_link_stays_in_the_address_where_the_tab_keeps_nothing(visit: Visit) -> None:
    """A browser that denies storage shows a link again, too, until the reader goes on."""
    page = visit.page()
    page.add_init_script(
        'Object.defineProperty(window, "sessionStorage", { get() { throw new Error("no"); } });'
    )
    page.goto(f"{visit.server.address}/{PAGE}#r={TEXT}")
    part = page.locator("[data-shared]")
    expect(part.locator("tbody tr")).to_have_count(2)
    page.reload()
    expect(part.locator("tbody tr")).to_have_count(2)
    press(part, "own")
    assert page.url == f"{visit.server.address}/{PAGE}"


def test_a_link_of_yesterday_is_gone(visit: Visit) -> None:
    """After twelve hours a tab no longer shows what a link brought."""
    page = visit.page()
    page.clock.set_fixed_time("2026-10-28T08:00:00")
    page.goto(f"{visit.server.address}/{PAGE}#r={TEXT}")
    part = page.locator("[data-shared]")
    expect(part.locator("tbody tr")).to_have_count(2)
    page.clock.set_fixed_time("2026-10-28T20:30:00")
    page.reload()
    expect(page.locator("self-test[data-live]")).to_be_visible()
    expect(part).to_be_hidden()
    assert page.evaluate("sessionStorage.getItem('self-tests / link')") is None


@pytest.mark.parametrize("kept", ["nonsense", "null", "7", "[]", '{"9e15": 7, "text": "A"}'])
def test_a_foreign_link_in_the_tab_is_none(visit: Visit, kept: str) -> None:
    """Whatever stands where the tab keeps its links, the self-test begins as ever."""
    page = visit.page(PAGE)
    page.evaluate("history.replaceState({ ...history.state, link: 9e15 }, '')")
    page.evaluate("(kept) => sessionStorage.setItem('self-tests / link', kept)", kept)
    page.reload()
    expect(page.locator("self-test[data-live]")).to_be_visible()
    expect(page.locator("[data-shared]")).to_be_hidden()


OTHER_TEXT = send("share", answers=knee_to_wall(left="4 cm", right="11 cm", felt="front"))["ok"][
    "text"
]


def test_back_shows_the_link_of_before(visit: Visit) -> None:
    """Each history entry has its own link: Back, Forward and a reload show that one alone."""
    page = visit.page(PAGE)
    part = page.locator("[data-shared]")
    for text, value in ((TEXT, "6.5 cm"), (OTHER_TEXT, "4 cm")):
        page.evaluate("(text) => { location.hash = `r=${text}`; }", text)
        expect(part.locator("tbody tr").first).to_contain_text(value)
    for move, value in (("go_back", "6.5 cm"), ("reload", "6.5 cm"), ("go_forward", "4 cm")):
        getattr(page, move)()
        expect(part.locator("tbody tr").first).to_contain_text(value)
    page.go_back()
    page.go_back()
    expect(part).to_be_hidden()
    page.reload()
    expect(page.locator("self-test[data-live]")).to_be_visible()
    expect(part).to_be_hidden()


def test_back_from_a_link_is_where_the_reader_was(visit: Visit) -> None:
    """A link that was opened in the midst of a test goes with Back; the test is as it was."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.field("knee-to-wall.distance.left").first.fill("3")
    page.evaluate("(text) => { location.hash = `r=${text}`; }", TEXT)
    expect(page.locator("[data-shared] tbody tr")).to_have_count(2)
    page.go_back()
    expect(page.locator("[data-shared]")).to_be_hidden()
    assert walk.heading() == "Measure both sides"
    assert walk.field("knee-to-wall.distance.left").first.input_value() == "3"


def test_a_link_that_was_only_read_goes_with_the_visit(visit: Visit) -> None:
    """Delete my data, pressed elsewhere, also takes a link from a tab without answers."""
    shown = opened(visit, TEXT)
    expect(shown.locator("tbody tr")).to_have_count(2)
    other = keeping(visit, shown.page.context.new_page(), {"sets": TWO_DAYS})
    ready(other)
    delete(other)
    expect(shown).to_be_hidden()
    shown.page.reload()
    expect(shown.page.locator("self-test[data-live]")).to_be_visible()
    expect(shown).to_be_hidden()


def test_numbers_of_a_link_keep_their_unit(visit: Visit) -> None:
    """Centimeters of a link that is taken over stay what they are where lengths begin in inches."""
    page = visit.page(f"{PAGE}#r={TEXT}", locale="en-US")
    page.locator('[data-shared] [data-do="mine"]').click(timeout=SLOW)
    walk = Walk(page)
    walk.walk(CLEAR)
    expect(walk.result()).to_contain_text("You could start with your left ankle.")


def test_a_link_speaks_the_unit_of_who_opens_it(visit: Visit) -> None:
    """What a friend measured in centimeters reads in inches where lengths begin in inches."""
    page = visit.page(f"{PAGE}#r={TEXT}", locale="en-US")
    shown = page.locator("[data-shared] [data-result]")
    expect(shown).to_contain_text("2.6 in", timeout=SLOW)
    expect(shown).not_to_contain_text("6.5 cm")


def test_ones_own_link_in_the_midst_of_a_test(visit: Visit) -> None:
    """Who says in the midst of a test that a link holds their numbers starts anew with them.

    The safety check is asked again: what was told there belongs to other numbers.
    """
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.field("knee-to-wall.distance.left").first.fill("3")
    page.evaluate("(text) => { location.hash = `r=${text}`; }", TEXT)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator('[data-shared] [data-do="mine"]').click(timeout=SLOW)
    expect(page.locator("[data-shared]")).to_be_hidden()
    assert walk.heading() == "What it takes"
    assert page.locator("form input:checked[name^=safety]").count() == 0
    walk.walk(CLEAR)
    expect(walk.result()).to_contain_text("Your left knee reaches 6.5 cm from the wall.")


def decline(dialog: Dialog) -> None:
    """Say no, as late as a hand can: a question that is answered at once was not shown."""
    sleep(0.2)
    dialog.dismiss()


def test_a_link_clears_no_answers_unasked(visit: Visit) -> None:
    """Who has answers that are not saved is asked first, and keeps them with "no".

    A browser in an app that shows no question says so, and takes a second press.
    """
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result()
    page.evaluate("(text) => { location.hash = `r=${text}`; }", TEXT)
    mine = page.locator('[data-shared] [data-do="mine"]')
    expect(mine).to_be_visible()
    page.once("dialog", decline)
    mine.click()
    said = page.locator("[data-shared] [data-problem]")
    expect(said).to_be_empty()
    page.evaluate("window.confirm = () => false")
    mine.click()
    expect(said).to_contain_text("Press once more to clear them")
    given = page.locator("form input:checked[name^=safety]")
    assert given.count() > 0
    mine.click()
    expect(page.locator("[data-shared]")).to_be_hidden()
    assert walk.heading() == "What it takes"
    assert given.count() == 0


def test_a_link_takes_no_warning_sign_back(visit: Visit) -> None:
    """Who ticked a sign and goes on with the numbers of a link meets its card, and no plan."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(CLEAR, until="Any of these now?")
    walk.choose(*SIGN)
    expect(walk.self_test.locator('[data-card="emergency"]')).to_be_visible()
    page.evaluate("(text) => { location.hash = `r=${text}`; }", TEXT)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator('[data-shared] [data-do="mine"]').click(timeout=SLOW)
    expect(page.locator("[data-shared]")).to_be_hidden()
    page.reload()
    expect(walk.option(*SIGN)).to_be_checked()
    expect(walk.self_test.locator('[data-card="emergency"]')).to_be_visible()


@pytest.mark.parametrize("end", ["finish", "own"])
def test_a_link_goes_with_the_visit(visit: Visit, end: str) -> None:
    """Who finishes, or goes on with a check of their own, has no link left in the tab."""
    part = opened(visit, TEXT)
    expect(part.locator("tbody tr")).to_have_count(2)
    page = part.page
    if end == "own":
        press(part, "own")
    else:
        page.evaluate("document.querySelector('[data-shared]').hidden = true")
        walk = Walk(page)
        walk.walk(LEFT_IS_WORSE)
        walk.finish()
    until(page, "sessionStorage.getItem('self-tests / link') === null")


def test_link_is_read_by_python_alone(visit: Visit) -> None:
    """What goes to Python is the text of the link as it stood there."""
    part = opened(visit, "<b>x</b>")
    expect(part.locator("[role=alert]")).not_to_be_empty()
    sent = part.page.evaluate("window.witness.sent.map(({ text }) => JSON.parse(text))")
    assert [(one["do"], one["text"]) for one in sent] == [("open", "%3Cb%3Ex%3C/b%3E")]


def test_second_link_in_the_same_tab(visit: Visit) -> None:
    """A link that is pasted over another one shows its own result."""
    part = opened(visit, "spoilt")
    expect(part.locator("[role=alert]")).not_to_be_empty()
    part.page.evaluate("(text) => { location.hash = `r=${text}`; }", TEXT)
    expect(part.locator("tbody tr")).to_have_count(2)
    expect(part.locator("[role=alert]")).to_be_empty()


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(("first", "second"), [("spoilt", TEXT), (TEXT, "spoilt")])
def test_second_link_before_the_first_was_read(visit: Visit, first: str, second: str) -> None:
    """Of a link that gave way to another while Python starts, neither result nor error is shown."""
    page = visit.page()
    page.goto(f"{visit.server.address}/{PAGE}#r={first}", wait_until="commit")
    part = page.locator("[data-shared]")
    expect(part.locator("[data-waiting]")).to_be_visible()
    page.evaluate("(text) => { location.hash = `r=${text}`; }", second)
    is_read = second == TEXT
    expect(part.locator("[data-waiting]")).to_be_hidden()
    expect(part.locator("tbody tr")).to_have_count(2 if is_read else 0)
    expect(part.locator("[role=alert]")).to_have_text("" if is_read else re.compile("."))


def test_link_without_python_says_so(visit: Visit, server: Server) -> None:
    """When the scoring does not load, the link says so and the check is still there."""
    server.refused = "/bundle/"
    part = opened(visit, TEXT)
    expect(part.locator("[role=alert]")).to_contain_text("because the scoring didn't load")
    press(part, "own")
    assert Walk(part.page).heading() == "What it takes"


def test_saving_data_is_asked_first(visit: Visit, server: Server) -> None:
    """A browser that saves data loads nothing for a link before the reader says so."""
    page = visit.page()
    page.add_init_script(
        'Object.defineProperty(navigator, "connection", { value: { saveData: true } });'
    )
    page.goto(f"{server.address}/{PAGE}#r={TEXT}")
    load = page.get_by_role("button", name="Read the link")
    load.wait_for(state="visible")
    assert server.bundle_asked() == []
    load.click()
    expect(page.locator("[data-shared] tbody tr")).to_have_count(2)


# Text the practice


def body(part: Locator) -> str:
    """Return the text in the link that opens the phone's messages."""
    address = part.locator("[data-send]").get_attribute("href") or ""
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("sms", "+12488211494")
    return parse_qs(parts.query)["body"][0]


def test_text_to_the_practice_holds_tiers(visit: Visit) -> None:
    """The text says tiers; the reader sees it, and what a text is not for, before it is sent."""
    _, part = result(visit)
    shown = part.locator("[data-message]").input_value()
    assert shown.splitlines() == [
        "Hi, I took a self-test on your page.",
        "My knee: Left.",
        "Knee-to-wall: left: low; right: typical.",
    ]
    assert body(part) == shown
    expect(part).to_contain_text("Not for emergencies: call 911. Texts aren't encrypted")


def test_numbers_in_the_text_are_a_choice(visit: Visit) -> None:
    """Numbers and the link are in the text only after the reader adds them."""
    _, part = result(visit)
    part.locator("[data-numbers]").check()
    assert body(part).splitlines() == [
        "Hi, I took a self-test on your page.",
        "My knee: Left.",
        "Knee-to-wall: left: 6.5 cm, low; right: 11 cm, typical.",
        f"{visit.server.address}/{PAGE}#r={TEXT}",
    ]
    part.locator("[data-numbers]").uncheck()
    assert "6.5" not in body(part)


def test_text_can_be_changed(visit: Visit) -> None:
    """What the reader writes is what is sent."""
    _, part = result(visit)
    part.locator("[data-message]").fill("Is 50 % & more #ok?\nÄ")
    assert body(part) == "Is 50 % & more #ok?\nÄ"


def test_own_words_stay_beside_numbers(visit: Visit) -> None:
    """Numbers come and go in the lines the reader left alone; what was written by hand stays."""
    _, part = result(visit)
    box = part.locator("[data-message]")
    box.fill(
        f"{box.input_value()}\nIt clicks on stairs.".replace("My knee: Left.", "Left, mostly.")
    )
    part.locator("[data-numbers]").check()
    own = ["Hi, I took a self-test on your page.", "Left, mostly."]
    assert body(part).splitlines() == [
        *own,
        "Knee-to-wall: left: 6.5 cm, low; right: 11 cm, typical.",
        "It clicks on stairs.",
        f"{visit.server.address}/{PAGE}#r={TEXT}",
    ]
    box.fill(f"{box.input_value()}\nThanks!")
    part.locator("[data-numbers]").uncheck()
    assert body(part).splitlines() == [
        *own,
        "Knee-to-wall: left: low; right: typical.",
        "It clicks on stairs.",
        "Thanks!",
    ]


def test_an_emptied_text_begins_anew(visit: Visit) -> None:
    """Who has emptied the text and asks for numbers gets all of it, with them."""
    _, part = result(visit)
    part.locator("[data-message]").fill("")
    part.locator("[data-numbers]").check()
    assert body(part).splitlines()[0] == "Hi, I took a self-test on your page."
    assert "left: 6.5 cm, low; right: 11 cm, typical." in body(part)


@pytest.mark.usefixtures("started")
def test_no_request_carries_what_is_shared(visit: Visit, server: Server) -> None:
    """Sharing and texting ask the server for nothing."""
    page, part = result(visit)
    quiet(page)
    asked = len(server.asked)
    for name in ("share", "invite"):
        press(part, name)
    part.locator("[data-numbers]").check()
    assert server.asked[asked:] == []
    assert [path for path in server.asked if TEXT in unquote(path)] == []


def note_lines(visit: Visit) -> list[str]:
    """Return the lines of the note under the result, below its heading with the day."""
    note = send("share", answers=knee_to_wall(left="6.5 cm", right="11 cm", felt="front"))
    return [*note["ok"]["note"].splitlines()[1:], f"{visit.server.address}/{PAGE}#r={TEXT}"]


def test_note_for_a_clinician_is_copied(visit: Visit) -> None:
    """One press puts the note into the clipboard: what Python wrote, with the day and the link."""
    script = """
      Object.defineProperty(navigator, "clipboard", { value: {
        writeText: async (text) => { window.copied = text; },
      } });
    """
    page, part = result(visit, script)
    press(part, "note")
    until(page, "window.copied")
    heading, *lines = page.evaluate("window.copied").splitlines()
    assert re.fullmatch(r"Self-tests done without a clinician, \w+ \d+, \d{4}", heading)
    assert lines == note_lines(visit)
    expect(part.get_by_text("Note copied.")).to_be_visible()


def test_note_is_shown_where_nothing_can_be_copied(visit: Visit) -> None:
    """A clipboard that refuses leaves the note in a box, all of it selected."""
    _, part = result(visit)
    press(part, "note")
    box = part.get_by_label("Copy this note:")
    expect(box).to_be_focused()
    assert box.input_value().splitlines()[1:] == note_lines(visit)
    assert box.evaluate("(box) => box.selectionEnd - box.selectionStart === box.value.length")


def test_note_of_an_opened_link(visit: Visit) -> None:
    """A link that was opened gives the same note, with the day on which it was read."""
    page = visit.page()
    page.add_init_script(NO_WAY)
    page.goto(f"{visit.server.address}/{PAGE}#r={TEXT}")
    part = page.locator("[data-shared]")
    part.get_by_text("A note for a clinician").click(timeout=SLOW)
    part.locator('[data-do="note"]').click()
    heading, *lines = part.get_by_label("Copy this note:").input_value().splitlines()
    assert re.fullmatch(
        r"Self-tests done without a clinician, from a link read on \w+ \d+, \d{4}", heading
    )
    assert lines == note_lines(visit)


INSTAGRAM = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Instagram 350.0.0"


def test_inside_another_app_the_link_goes_along(visit: Visit) -> None:
    """Readers inside Instagram are told to open the link with their answers in a browser."""
    _, part = result(visit, user_agent=INSTAGRAM)
    expect(part).to_contain_text("Copy the link with your answers, then open it in your browser.")
    press(part, "copy")
    assert part.get_by_label("Copy this link:").input_value().endswith(f"#r={TEXT}")


def test_sent_summary_is_python_s_own(visit: Visit) -> None:
    """The text on the page is, byte for byte, what Python wrote."""
    page, part = result(visit)
    answered = page.evaluate("window.witness.answered.map(({ text }) => JSON.parse(text).ok)")
    summaries = [one["summary"] for one in answered if one and "summary" in one]
    assert summaries == [part.locator("[data-message]").input_value()]
