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
ALSO_IN_APP = {
    "facebook on an iPhone": f"{IPHONE} Mobile/22B83 [FBAN/FBIOS;FBAV/490.0.0.63.82;]",
    "tiktok on an iPhone": f"{IPHONE} Mobile/22B83 musical_ly_36.7.0 BytedanceWebview/d8a21c6",
    "line on an iPhone": f"{IPHONE} Mobile/22B83 Safari Line/14.18.0",
    "wechat on an iPhone": f"{IPHONE} Mobile/22B83 MicroMessenger/8.0.53(0x18003531)",
    "tiktok": f"{ANDROID} Safari/537.36 musical_ly_2023607030 BytedanceWebview/d8a21c6",
    "line": f"{ANDROID} Safari/537.36 Line/14.18.0/IAB",
    "wechat": f"{ANDROID} Safari/537.36 XWEB/1300 MicroMessenger/8.0.53",
}
USUAL = {
    "safari": f"{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1",
    "chrome on an iPhone": f"{IPHONE} CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1",
    "firefox on an iPhone": f"{IPHONE} FxiOS/132.0 Mobile/15E148 Safari/605.1.15",
    "chrome": ANDROID.replace("; wv", "") + " Safari/537.36",
    "the home screen": f"{IPHONE} Mobile/15E148",
}
HOME_SCREEN = "Object.defineProperty(navigator, 'standalone', { value: true });"

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


@pytest.mark.parametrize("agent", ALSO_IN_APP.values(), ids=ALSO_IN_APP)
def test_every_app_gets_the_advice(visit: Visit, agent: str) -> None:
    """An app that names itself to nobody's list is known by what all have in common."""
    page = visit.page(PAGE, user_agent=agent)
    expect(page.locator("self-test [data-advice]")).to_be_visible()


def test_usual_browser_gets_no_advice(visit: Visit) -> None:
    """A browser that keeps things and belongs to no app shows no bar."""
    page = visit.page(PAGE)
    expect(page.locator("self-test [data-advice]")).to_be_hidden()


@pytest.mark.parametrize("name", USUAL)
def test_usual_browser_of_a_phone_gets_no_advice(visit: Visit, name: str) -> None:
    """A phone's own browsers, and an icon on its home screen, are no app of somebody else."""
    page = visit.page(user_agent=USUAL[name])
    if name == "the home screen":
        page.add_init_script(HOME_SCREEN)
    page.goto(f"{visit.server.address}/{PAGE}")
    expect(page.locator("self-test[data-live] [data-advice]")).to_be_hidden()
