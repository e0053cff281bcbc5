"""A practice to make HTML for, and a reader of that HTML."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import override

PRACTICE: Mapping[str, str] = {
    "name": "A Practice",
    "text_number": "555-0100",
    "text_link": "sms:+15550100",
    "instagram": "apractice",
    "emergency_number": "112",
    "length_unit": "cm",
}


class Read(HTMLParser):
    """The parts of a piece of HTML that the tests look at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    @override
    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of one kind that have the wanted ones."""
        return [
            found for name, found in self.tags if name == tag and wanted.items() <= found.items()
        ]
