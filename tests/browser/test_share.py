"""What leaves the page when the reader wants it to, and what a link brings."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.support.kept import TEXT, result
from tests.support.requests import CLEAR
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, until

# Milliseconds in which Python is there, on a machine that does other things too.
SLOW = 30_000
OTHER_WAY = "window.shared = []; navigator.share = async (data) => { window.shared.push(data); };"


def press(part: Locator, name: str) -> None:
    """Press the button that does something."""
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
    expect(part.get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("window.copied").endswith(f"/{PAGE}#r={TEXT}")


def test_link_can_be_copied_by_hand(visit: Visit) -> None:
    """Where neither is allowed, the link stands there, selected."""
    _, part = result(visit)
    press(part, "share")
    link = part.get_by_label("Copy this link:")
    expect(link).to_be_focused()
    assert link.input_value().endswith(f"/{PAGE}#r={TEXT}")


def test_shared_result_is_shown_without_a_plan(visit: Visit) -> None:
    """A link shows values and tiers as somebody's, with neither line nor drill."""
    part = opened(visit, TEXT)
    expect(part.locator("h3")).to_have_text("Somebody's result")
    rows = part.locator("tbody tr")
    expect(rows).to_have_count(2)
    assert [row.split("\t") for row in rows.all_inner_texts()] == [
        ["Left", "6.5 cm", "± 1 cm", "low"],
        ["Right", "11 cm", "± 1 cm", "typical"],
    ]
    assert part.locator(".drill-card").count() == 0


def test_link_leaves_the_address_at_once(visit: Visit, server: Server) -> None:
    """The answers are not in the address bar, not in the history and not in any request."""
    part = opened(visit, TEXT)
    expect(part.locator("table")).to_be_visible()
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
    expect(part.locator("table")).to_be_visible()
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
    expect(problem).to_have_text(re.compile(r"^(This link|This is not a link).*\.$"))
    page = part.page
    assert page.evaluate("[window.hit ?? null, {}.hit ?? null, location.hash]") == [None, None, ""]
    assert part.locator("img, script").count() == 0


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


def test_link_without_python_says_so(visit: Visit, server: Server) -> None:
    """When the scoring does not load, the link says so and the check is still there."""
    server.refused = "/bundle/"
    part = opened(visit, TEXT)
    expect(part.locator("[role=alert]")).to_contain_text("because the scoring did not load")
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
    assert (
        shown == "Hello, I took a self-test on your page.\nKnee-to-wall: left: low; right: typical."
    )
    assert body(part) == shown
    expect(part).to_contain_text("Not for emergencies: call 911. Texts are not encrypted")


def test_numbers_in_the_text_are_a_choice(visit: Visit) -> None:
    """Numbers and the link are in the text only after the reader adds them."""
    _, part = result(visit)
    part.locator("[data-numbers]").check()
    assert body(part).splitlines() == [
        "Hello, I took a self-test on your page.",
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


def test_no_request_carries_what_is_shared(visit: Visit, server: Server) -> None:
    """Sharing and texting ask the server for nothing."""
    _, part = result(visit)
    asked = len(server.asked)
    for name in ("share", "invite"):
        press(part, name)
    part.locator("[data-numbers]").check()
    assert server.asked[asked:] == []
    assert [path for path in server.asked if TEXT in unquote(path)] == []


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
