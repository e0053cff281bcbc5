"""Links and copies of saved results that the first edition itself made. Never made again."""

import json
from typing import Any

from tests.support.repository import ROOT

FOLDER = ROOT / "tests/first-edition"
LINKS: list[dict[str, Any]] = json.loads((FOLDER / "links.json").read_text("utf-8"))
COPIES = sorted(FOLDER.glob("copy-*.json"))
