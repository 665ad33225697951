"""Somebody at the desk: a browser without scripts, as far as forms and cookies go."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from starlette.testclient import TestClient

from sharaka.ledger import Case, Decision, Ledger
from sharaka.review.application import application
from sharaka.review.settings import Settings

ADDRESS = "http://127.0.0.1:8765"


class Forms(HTMLParser):
    """The forms of a page: action, fields as a browser would send them, and every element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, list[str]]] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._fields: dict[str, list[str]] = {}
        self._select: str | None = None
        self._area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        name = given.get("name")
        if tag == "form":
            self._fields = self.forms.setdefault(given.get("action") or "", {})
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select is not None:
            values = self._fields.setdefault(self._select, [])
            # Without a chosen option a browser sends the first.
            if "selected" in given:
                values[:] = [given.get("value") or ""]
            elif not values:
                values.append(given.get("value") or "")
        elif tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self._fields.setdefault(name, []).append(given.get("value") or "")
        elif tag == "textarea" and name:
            self._fields[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        self.text += data


class Visitor:
    """``get`` and ``post`` to one desk, with the cookies and the token of one browser."""

    def __init__(self, case: Case, **settings: Any) -> None:
        self.case = case
        self.settings = Settings(**settings)
        self.client = TestClient(application(case, self.settings), base_url=ADDRESS)
        self.client.headers["origin"] = ADDRESS

    def get(self, path: str, **params: Any) -> Any:
        return self.client.get(path, params=params or None, follow_redirects=False)

    def page(self, path: str, **params: Any) -> Forms:
        answer = self.get(path, **params)
        assert answer.status_code == 200, answer.text
        return Forms(answer.text)

    def json(self, path: str, **params: Any) -> Any:
        answer = self.get(f"{path}.json", **params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def token(self) -> str:
        return self.page("/sign-in").forms["/sign-in"]["token"][0]

    def post(self, path: str, **fields: Any) -> Any:
        data = {"token": self.token()} | fields
        return self.client.post(path, data=data, follow_redirects=False)

    def form(self, key: str, **params: Any) -> dict[str, list[str]]:
        """The record's form as it stands on the page."""
        return self.page("/desk", record=key, **params).forms["/decide"]

    def decide(self, key: str, action: str, **changes: Any) -> Any:
        """Fill in the record's form and press one of its buttons."""
        fields = self.form(key, state="all") | changes
        return self.client.post("/decide", data=fields | {"action": action}, follow_redirects=False)

    def decisions(self) -> list[Decision]:
        with Ledger.open(self.case.ledger_path) as ledger:
            return ledger.decisions()

    def state(self, key: str) -> str:
        with Ledger.open(self.case.ledger_path) as ledger:
            return ledger.record(key).state

    def queue(self, **params: Any) -> list[str]:
        """The ids of the queue's rows."""
        return [row["id"] for row in self.json("/desk", **params)["rows"]]
