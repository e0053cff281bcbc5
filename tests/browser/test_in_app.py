"""The browsers inside other apps: advice, and everything works that does not need to be kept."""

import pytest
from playwright.sync_api import expect

from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 Chrome/130.0 Mobile"
IN_APP = {
    "instagram": f"{IPHONE} Mobile/22B83 Instagram 355.0.0.27.101 (iPhone15,2; iOS 18_1)",
    "facebook": f"{ANDROID} [FB_IAB/FB4A;FBAV/490.0.0.63.82;]",
}

# Nothing can be kept, registered or downloaded.
DENIED = """
for (const name of ["sessionStorage", "localStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied"); } });
}
Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined });
"""


@pytest.mark.parametrize("agent", IN_APP.values(), ids=IN_APP)
def test_nothing_is_blocked_inside_another_app(visit: Visit, agent: str) -> None:
    """With storage, service workers and downloads denied the reader gets advice and the result."""
    page = visit.page(user_agent=agent, accept_downloads=False)
    page.add_init_script(DENIED)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    expect(walk.self_test.locator("[data-advice]")).to_contain_text(
        "open this page in your browser"
    )
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Only your left side needs it")


def test_usual_browser_gets_no_advice(visit: Visit) -> None:
    """A browser that keeps things and belongs to no app shows no bar."""
    page = visit.page(PAGE)
    expect(page.locator("self-test [data-advice]")).to_be_hidden()
