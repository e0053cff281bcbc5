"""Something is missing: Python, scripts, data. What is left is of use."""

from playwright.sync_api import expect

from self_tests import catalogue
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk


def test_card_needs_no_python(visit: Visit, server: Server) -> None:
    """With the runtime blocked, a warning sign opens its card at once."""
    server.refused = "/bundle/"
    walk = Walk(visit.page(PAGE))
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option("safety-check.now", "cold-foot").click()
    expect(walk.self_test.locator('[data-card="emergency"]')).to_be_visible()


def test_failure_offers_the_scorecard_with_the_answers(visit: Visit, server: Server) -> None:
    """With the runtime blocked, a calm box offers the scorecard, filled with what was typed."""
    server.refused = "/bundle/"
    walk = Walk(visit.page(PAGE))
    walk.walk(LEFT_IS_WORSE)
    failure = walk.self_test.locator('[data-part="failure"]')
    expect(failure).to_be_visible()
    failure.locator('[data-go="by-hand"]').click()
    written = walk.self_test.locator(".scorecard [data-written]").all_inner_texts()
    assert (walk.self_test.locator("details.scorecard").get_attribute("open"), written) == (
        "",
        ["6.5 cm", "", "", "11 cm", "", ""],
    )


def test_trying_again_gets_the_result(visit: Visit, server: Server) -> None:
    """When the connection is back, Try again leads to the result without asking anything again."""
    server.refused = "/bundle/"
    walk = Walk(visit.page(PAGE))
    walk.walk(LEFT_IS_WORSE)
    failure = walk.self_test.locator('[data-part="failure"]')
    failure.wait_for(state="visible")
    server.refused = ""
    failure.locator('[data-go="load"]').click()
    expect(walk.result()).to_contain_text("Only your left side needs it")


def test_long_wait_offers_the_scorecard(visit: Visit, server: Server) -> None:
    """After 20 seconds of waiting the scorecard is offered while loading goes on."""
    server.stalled = "/bundle/"
    page = visit.page()
    page.clock.install()
    page.goto(f"{server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    waiting = walk.self_test.locator('[data-part="waiting"]')
    expect(waiting.locator('[data-go="by-hand"]')).to_be_hidden()
    page.clock.run_for(20_100)
    expect(waiting.locator('[data-go="by-hand"]')).to_be_visible()


def test_saved_data_is_asked_for(visit: Visit, server: Server) -> None:
    """A browser that saves data loads nothing until the reader has said yes to its size."""
    page = visit.page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
    )
    page.goto(f"{server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    asking = walk.self_test.locator('[data-part="save-data"]')
    expect(asking).to_contain_text(" MB, once.")
    assert server.bundle_asked() == []
    asking.locator('[data-go="load"]').click()
    expect(walk.result()).to_contain_text("Only your left side needs it")


def test_without_scripts_the_scorecard_is_there(visit: Visit) -> None:
    """With scripts off the warning signs, the cards and the scorecard are open to read."""
    page = visit.page(PAGE, java_script_enabled=False)
    shown = page.locator("self-test").inner_text()
    definition = catalogue.self_test("knee-to-wall")
    expected = [
        *(card.title for card in catalogue.safety_check().cards),
        "A cold, pale, blue or numb foot. After an injury.",
        *definition.screens[0].steps,
        "7.5 cm or more, less than 10 cm",
        definition.not_known,
    ]
    missing = [text for text in expected if text not in shown]
    assert (missing, page.locator(".self-test-form").is_visible()) == ([], False)


def test_missing_script_leaves_the_scorecard(visit: Visit, server: Server) -> None:
    """When our script does not arrive, the scorecard opens by itself after a moment."""
    server.refused = "element.mjs"
    page = visit.page(PAGE)
    page.wait_for_timeout(4500)
    box = page.locator("details.scorecard").bounding_box()
    assert box is not None
    assert box["height"] > 1000


def test_scorecard_that_waits_for_the_script_costs_nothing(visit: Visit, server: Server) -> None:
    """A browser lays out nothing of the scorecard until it opens by itself: it is long."""
    server.refused = "element.mjs"
    page = visit.page(PAGE)
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": 0})
    page.reload()
    cells = "[...document.querySelectorAll('.scorecard td')].map((one) => one.checkVisibility())"
    assert set(page.evaluate(cells)) == {False}
    session.send("Animation.setPlaybackRate", {"playbackRate": 1})
    expect(page.locator(".scorecard td").first).to_be_visible()
    assert set(page.evaluate(cells)) == {True}
