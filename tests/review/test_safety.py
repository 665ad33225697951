"""Who may ask, what may be posted, and that document text never becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.review.example import EVIL, HOSTILE, IMAGE
from tests.review.visitor import ADDRESS, Forms, Visitor

from sharaka.errors import UsageError
from sharaka.ledger import Case
from sharaka.review.application import PAGES
from sharaka.review.entering import _inside
from sharaka.review.form import MAX_BYTES
from sharaka.review.origin import host_allowed, origin_allowed
from sharaka.review.settings import Settings

LOCAL = Settings()
OPEN = Settings(host="0.0.0.0", password="secret")


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"])
def test_the_desk_answers_to_its_own_names(host: str) -> None:
    assert host_allowed(host, LOCAL)


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example", "127.0.0.1.evil.example:8765", "evil@127.0.0.1", "192.168.1.5", "["],
)
def test_a_name_somebody_else_may_point_here_is_refused(host: str | None) -> None:
    assert not host_allowed(host, LOCAL)


def test_a_desk_open_to_others_answers_to_addresses_but_not_to_domains() -> None:
    assert host_allowed("192.168.1.5:8765", OPEN)
    assert not host_allowed("rebinding.example:8765", OPEN)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:3000"},
        {"origin": ADDRESS, "host": "127.0.0.1:9"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"referer": "http://evil.example/"},
        {},
    ],
)
def test_a_post_must_come_from_a_page_of_the_desk(headers: dict[str, str]) -> None:
    assert not origin_allowed({"host": "127.0.0.1:8765"} | headers)


@pytest.mark.parametrize(
    "headers",
    [{"origin": ADDRESS}, {"sec-fetch-site": "same-origin"}, {"referer": f"{ADDRESS}/desk?q=x"}],
)
def test_a_browser_can_say_in_three_ways_where_a_post_comes_from(headers: dict[str, str]) -> None:
    assert origin_allowed({"host": "127.0.0.1:8765"} | headers)


def test_a_host_others_can_reach_needs_a_password() -> None:
    with pytest.raises(UsageError, match="no password"):
        Settings(host="0.0.0.0")


def test_wrong_host_wrong_origin_and_wrong_token_write_nothing(desk: Visitor) -> None:
    key = desk.queue()[0]
    fields = desk.form(key) | {"action": "accept"}
    client = desk.client
    refused = [
        (421, client.post("/decide", data=fields, headers={"host": "evil.example"})),
        (403, client.post("/decide", data=fields, headers={"origin": "http://evil.example"})),
        (403, client.post("/decide", data=fields | {"token": "0" * 64})),
        (403, client.post("/decide", data={k: v for k, v in fields.items() if k != "token"})),
        (415, client.post("/decide", json={"action": "accept"})),
        (415, client.post("/decide", data=fields, files={"f": b"x"})),
        (400, client.post("/decide", content=b"\xff\xfe", headers=FORM)),
    ]
    assert [answer.status_code for _, answer in refused] == [status for status, _ in refused]
    assert desk.decisions() == []
    assert client.get("/desk", headers={"host": "evil.example"}).status_code == 421


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_the_token_of_another_session_is_refused(case: Case, desk: Visitor) -> None:
    other = Visitor(case, by="Other", secret=desk.settings.secret)
    fields = desk.form(desk.queue()[0]) | {"action": "accept", "token": other.token()}
    assert desk.client.post("/decide", data=fields).status_code == 403


def test_a_form_over_the_limit_is_refused_whether_it_says_so_or_not(desk: Visitor) -> None:
    body = b"token=x&note=" + b"a" * MAX_BYTES
    said = desk.client.post("/note", content=body, headers=FORM)
    lied = desk.client.post("/note", content=body, headers=FORM | {"content-length": "10"})
    pieces = (body[i : i + 4096] for i in range(0, len(body), 4096))
    unsaid = desk.client.post("/note", content=pieces, headers=FORM)
    assert {said.status_code, lied.status_code, unsaid.status_code} == {413}


@pytest.mark.parametrize("path", ["/desk", "/desk.json", "/nothing", "/static/desk.css", "/"])
def test_every_answer_carries_the_headers(desk: Visitor, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


def test_cookies_are_for_this_site_and_no_script(desk: Visitor) -> None:
    asking = Visitor(desk.case)
    named = asking.post("/name", name="سامية", back="/desk")
    for cookie in (desk.get("/desk").headers["set-cookie"], named.headers["set-cookie"]):
        assert "httponly" in cookie.lower()
        assert "samesite=strict" in cookie.lower()
    assert "سامية" in asking.page("/desk").text


def test_without_the_password_nothing_is_shown(case: Case) -> None:
    visitor = Visitor(case, by="Samia", password="open sesame")
    assert visitor.get("/desk").headers["location"] == "/sign-in"
    for path in PAGES:
        if path != "/sign-in":
            assert visitor.get(f"{path}.json").status_code == 401
    assert visitor.post("/decide", action="accept").status_code == 401
    assert case.name["en"] not in visitor.get("/sign-in").text
    wrong = visitor.post("/sign-in", password="open")
    assert wrong.status_code == 403
    assert visitor.get("/desk").status_code == 303
    assert visitor.post("/sign-in", password="open sesame").status_code == 303
    assert visitor.get("/desk").status_code == 200
    assert visitor.decide(visitor.queue()[0], "accept").status_code == 303


def test_a_session_cannot_sign_itself_in(case: Case) -> None:
    visitor = Visitor(case, password="open sesame")
    visitor.client.cookies.set(visitor.settings.cookie("session"), f"{'a' * 22}.{'0' * 64}")
    assert visitor.get("/desk").status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/%2e%2e/application.py",
        "/static/..%2fapplication.py",
        "/static//etc/passwd",
        "/document?id=../../../../etc/passwd",
        "/document?id=/etc/passwd",
        "/document.json?id=../case.toml",
    ],
)
def test_no_path_leads_out(desk: Visitor, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


@given(st.text(max_size=40))
def test_the_way_back_stays_on_the_desk(path: str) -> None:
    inside = _inside(path)
    assert inside.startswith("/")
    assert not inside.startswith("//")
    assert "\\" not in inside
    assert not set(inside) & set("\r\n\t")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_text_is_shown_and_never_runs(case: Case, language: str) -> None:
    desk = Visitor(case, by=EVIL, language=language)
    key = desk.queue(document=HOSTILE)[0]
    desk.decide(key, "edit", **{"speaker.role": IMAGE})
    desk.post("/note", record=key, note=EVIL)
    pages = [
        desk.page("/desk", record=key, document=HOSTILE, state="all"),
        desk.page("/desk", q=EVIL),
        desk.page("/together", document=HOSTILE),
        desk.page("/add", document=HOSTILE, start=0, end=30, kind="event"),
        desk.page("/documents"),
        desk.page("/document", id=HOSTILE, q="script"),
        desk.page("/actors"),
        desk.page("/timeline"),
        desk.page("/search", q="script alert"),
        Forms(desk.get("/desk", record=EVIL).text),
        Forms(desk.get("/desk", kind=EVIL).text),
        Forms(desk.get("/document", id=EVIL).text),
    ]
    for page in pages:
        scripts = [given for tag, given in page.elements if tag == "script"]
        assert [one.get("src") for one in scripts] == ["/static/desk.js"]
        assert not [tag for tag, _ in page.elements if tag in ("img", "iframe", "object", "style")]
        names = {name for _, given in page.elements for name in given}
        assert not {name for name in names if name.startswith("on") or name == "style"}
        links = [given.get("href") or "" for tag, given in page.elements if tag in ("a", "link")]
        assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in links)
    assert EVIL in pages[0].text
    assert IMAGE in pages[0].text


def test_json_twins_are_json_and_not_sniffed(desk: Visitor) -> None:
    answer = desk.get("/desk.json", document=HOSTILE)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["rows"][0]["quote"] == EVIL


def test_only_pages_and_forms_are_answered(desk: Visitor) -> None:
    assert desk.client.put("/desk", data={"token": desk.token()}).status_code == 405
    assert desk.client.delete("/desk", headers=FORM).status_code == 403
    assert desk.get("/decide").status_code == 405
