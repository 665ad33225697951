"""The commands on good input: what they print, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.acceptance.conftest import Sharaka, make_case
from tests.acceptance.texts import MODEL, SOURCES


def test_new_says_what_comes_next_and_never_overwrites(sharaka: Sharaka, tmp_path: Path) -> None:
    case = tmp_path / "ankara"
    ran = sharaka("new", case, "--between", "egy,tur", "--json")
    assert ran.code == 0
    assert ran.json()["between"] == ["EGY", "TUR"]
    assert (case / "sources").is_dir()
    before = (case / "case.toml").read_bytes()
    again = sharaka("new", case)
    assert again.code == 1
    assert "case.toml" in again.err
    assert (case / "case.toml").read_bytes() == before
    assert "sharaka brief" in sharaka("new", tmp_path / "other").out


def test_a_new_cases_model_is_an_example_that_works(sharaka: Sharaka, tmp_path: Path) -> None:
    """Uncommenting what ``sharaka new`` writes gives a model: the format it shows is the real one."""
    sharaka("new", tmp_path / "case")
    written = (tmp_path / "case" / "model.toml").read_text(encoding="utf-8")
    lines = written.splitlines()
    first = next(place for place, line in enumerate(lines) if "[[descriptor]]" in line)
    shown = [line.removeprefix("#").removeprefix(" ") for line in lines[first:]]
    model = tmp_path / "model.toml"
    model.write_text(
        "\n".join(line for line in shown if not line.startswith("A judgement without")),
        encoding="utf-8",
    )
    ran = sharaka("solve", model, "--json")
    assert ran.code == 0, ran.err
    assert ran.json()["complete"]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_read_quotes_back_to_the_file(sharaka: Sharaka, coded: Path, name: str) -> None:
    file = coded / "sources" / name
    document = sharaka("read", file, "--json").json()
    plain = sharaka("read", file)
    assert plain.code == 0
    assert plain.out.rstrip("\n") == document["text"].rstrip("\n")
    data = file.read_bytes()
    same = [origin for origin in document["origins"] if origin["how"] == "same"]
    assert same
    for origin in same:
        words = document["text"][origin["start"] : origin["end"]].split()
        raw = data[origin["raw_start"] : origin["raw_end"]].decode()
        assert words[0] in raw
        assert words[-1] in raw


def test_read_cuts_menus_and_tails(sharaka: Sharaka, coded: Path) -> None:
    text = sharaka("read", coded / "sources" / "03-gas.html").out
    assert "exchanged ambassadors" in text
    for furniture in ("About us", "newsletter", "Follow us"):
        assert furniture not in text


def test_every_exported_record_quotes_its_document(sharaka: Sharaka, coded: Path) -> None:
    records = sharaka("export", coded, "--format", "jsonl").lines()
    texts = {
        name: sharaka("read", coded / "sources" / name, "--json").json()["text"] for name in SOURCES
    }
    assert {record["document"] for record in records} == set(SOURCES)
    for record in records:
        text = texts[record["document"]]
        assert text[record["start"] : record["end"]] == record["quote"]
        sentence = record["sentence"]
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_what_was_said_is_told_from_what_was_done(sharaka: Sharaka, coded: Path) -> None:
    """A denied or promised thing is in the ledger, and never as a thing done."""
    records = sharaka("export", coded, "--format", "jsonl").lines()
    assert any(
        record["kind"] == "transfer" and record["status"] == "delivered"
        for record in records
        if "delivered ten drones" in record["sentence"]["text"]
    )
    for record in records:
        if "ستسلّم" in record["sentence"]["text"] and record["kind"] == "transfer":
            assert record["status"] != "delivered"
        if "denied that it had asked" in record["sentence"]["text"]:
            assert record.get("modality") != "actual"


def test_coding_twice_does_nothing_twice(sharaka: Sharaka, case: Path) -> None:
    first = sharaka("code", case, "--json").json()
    exported = sharaka("export", case).out
    second = sharaka("code", case, "--json").json()
    assert sorted(first["coded"]) == sorted(SOURCES)
    assert second["coded"] == []
    assert sorted(second["unchanged"]) == sorted(SOURCES)
    assert sharaka("export", case).out == exported
    again = sharaka("code", case, "--again", "--json").json()
    assert sorted(again["coded"]) == sorted(SOURCES)
    assert sharaka("export", case).out == exported
    assert first["records"] == len(exported.splitlines()) == sum(first["kinds"].values())


def test_the_sides_are_inferred_and_said(sharaka: Sharaka, case: Path) -> None:
    ran = sharaka("code", case, "--json")
    assert sorted(ran.json()["between"]) == ["EGY", "TUR"]
    assert ran.json()["inferred"] is True
    said = sharaka("code", case).out
    assert "EGY" in said
    assert "inferred" in said


def test_a_table_of_documents_gives_the_same_records(
    sharaka: Sharaka, coded: Path, tmp_path: Path
) -> None:
    name = "02-cost.txt"
    document = sharaka("read", coded / "sources" / name, "--json").json()
    table = tmp_path / "docs.jsonl"
    table.write_text(json.dumps({"id": name, "text": document["text"]}) + "\n", encoding="utf-8")
    out = tmp_path / "evidence.jsonl"
    ran = sharaka("code", table, "--out", out, "--between", "EGY,TUR", "--json")
    assert ran.code == 0, ran.err
    assert ran.json()["documents"] == 1
    of_table = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    of_case = [r for r in sharaka("export", coded).lines() if r["document"] == name]
    key = lambda record: (record["start"], record["kind"], record["id"])  # noqa: E731
    assert sorted(of_table, key=key) == sorted(of_case, key=key)
    to_stdout = sharaka("code", table, "--out", "-", "--between", "EGY,TUR")
    assert to_stdout.lines() == of_table


def test_weigh_in_words_and_as_json(sharaka: Sharaka, coded: Path) -> None:
    measures = sharaka("weigh", coded, "--json").json()
    assert sorted(measures["pair"]) == ["EGY", "TUR"]
    ids = {record["id"] for record in sharaka("export", coded).lines()}
    for part in ("timeline", "exchange", "links", "deeds"):
        for row in measures[part]:
            assert row["records"]
            assert set(row["records"]) <= ids
    words = sharaka("weigh", coded)
    assert words.code == 0
    assert "Egypt" in words.out
    assert "Exchange" in words.out


def test_solve_reads_a_case_a_model_and_a_matrix(
    sharaka: Sharaka, coded: Path, tmp_path: Path
) -> None:
    matrix = tmp_path / "matrix.json"
    rows = [[0, 0, 2, 0], [0, 0, 0, 3], [1, 0, 0, 0], [0, 1, 0, 0]]
    names = {"descriptors": ["libya", "ties"], "variants": [["calm", "fight"], ["warm", "cold"]]}
    matrix.write_text(json.dumps({**names, "matrix": rows}), encoding="utf-8")
    of_matrix = sharaka("solve", matrix, "--json").json()
    assert [s["variants"] for s in of_matrix["scenarios"]] == [[0, 0], [1, 1]]
    assert [s["tis"] for s in of_matrix["scenarios"]] == [3, 4]
    of_case = sharaka("solve", coded, "--json").json()
    assert of_case == sharaka("solve", coded / "model.toml", "--json").json() == of_matrix
    assert of_case["complete"]
    words = sharaka("solve", coded).out
    assert "2 consistent scenarios among 4 combinations" in words
    assert "Fighting" in words
    assert of_case["matrix_hash"] in words
    assert "قتال" in sharaka("solve", coded, "--language", "ar").out


def test_solve_with_pins(sharaka: Sharaka, coded: Path) -> None:
    pinned = sharaka("solve", coded, "--pin", "libya=fight", "--json").json()
    assert [scenario["variants"] for scenario in pinned["scenarios"]] == [[1, 1]]
    both = sharaka("solve", coded, "--pin", "libya=fight", "--pin", "ties=warm")
    assert "No scenario" in both.out
    outside = sharaka("solve", coded, "--impose", "libya=fight", "--pin", "ties=cold", "--json")
    assert [scenario["variants"] for scenario in outside.json()["scenarios"]] == [[1, 1]]
    unknown = sharaka("solve", coded, "--pin", "libya=peace")
    assert unknown.code == 2
    assert "calm, fight" in unknown.err


def test_brief_without_a_model_says_so(sharaka: Sharaka, case: Path) -> None:
    ran = sharaka("brief", case)
    assert ran.code == 0, ran.err
    page = (case / "briefing.html").read_text(encoding="utf-8")
    assert str(case / "briefing.html") in ran.out
    assert "no model yet" in ran.out
    assert 'dir="rtl"' in page
    assert "signed a defence industry memorandum" in page


def test_brief_with_a_model(sharaka: Sharaka, tmp_path: Path) -> None:
    case = make_case(tmp_path, model=MODEL, between="EGY,TUR")
    page = tmp_path / "elsewhere.html"
    ran = sharaka("brief", case, "--out", page, "--json")
    assert ran.code == 0, ran.err
    assert ran.json()["page"] == str(page)
    assert ran.json()["scenarios"] == 2
    text = page.read_text(encoding="utf-8")
    assert "Fighting" in text
    assert "قتال" in text
    first = page.read_bytes()
    assert sharaka("brief", case, "--out", page).code == 0
    assert page.read_bytes() == first


def test_export_to_a_file_is_what_stdout_shows(
    sharaka: Sharaka, coded: Path, tmp_path: Path
) -> None:
    out = tmp_path / "evidence.jsonl"
    assert sharaka("export", coded, "--out", out).code == 0
    assert out.read_text(encoding="utf-8") == sharaka("export", coded).out
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_good_work_is_silent_on_stderr(sharaka: Sharaka, coded: Path) -> None:
    for command in (("code", coded), ("weigh", coded), ("solve", coded), ("export", coded)):
        assert sharaka(*command).err == ""


def test_what_is_imposed_need_not_be_consistent_itself(sharaka: Sharaka, tmp_path: Path) -> None:
    """A war from outside: nothing in the model brings it about, and the rest follows from it."""
    model = tmp_path / "model.toml"
    fights = 'from = "ties=cold"\nto = "libya=fight"\nvalue = 1'
    assert fights in MODEL
    calms = 'from = "ties=cold"\nto = "libya=calm"\nvalue = 2'
    model.write_text(MODEL.replace(fights, calms), encoding="utf-8")

    def variants(*options: str) -> list[list[int]]:
        solution = sharaka("solve", model, *options, "--json").json()
        return [scenario["variants"] for scenario in solution["scenarios"]]

    assert variants() == [[0, 0]]
    assert variants("--pin", "libya=fight") == []
    assert variants("--impose", "libya=fight") == [[1, 1]]
    assert "Imposed: libya=fight" in sharaka("solve", model, "--impose", "libya=fight").out
