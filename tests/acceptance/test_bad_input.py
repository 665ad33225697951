"""Bad input: a clear line naming file, place and mend; the rest goes on; nothing held is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.acceptance.conftest import Sharaka, make_case
from tests.acceptance.texts import ARABIC, ENGLISH, MODEL, SOURCES

from sharaka.commands import console
from sharaka.errors import SharakaError


def _zero(path: Path) -> None:
    path.write_bytes(b"")


def _broken_docx(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"not a zip archive" * 40)


def _picture_pdf(path: Path) -> None:
    Image.new("RGB", (300, 400), "white").save(path, "PDF")


def _broken_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")


def _unknown_encoding(path: Path) -> None:
    path.write_bytes(ENGLISH.encode("cp037"))  # EBCDIC: no text encoding known here


def _torn_utf16(path: Path) -> None:
    path.write_bytes(ARABIC.encode("utf-16") + b"\xd8")


def _a_picture(path: Path) -> None:
    Image.new("RGB", (10, 10)).save(path, "PNG")


BAD: dict[str, Callable[[Path], None]] = {
    "04-zero.txt": _zero,
    "05-broken.docx": _broken_docx,
    "06-scan.pdf": _picture_pdf,
    "07-broken.pdf": _broken_pdf,
    "08-ebcdic.txt": _unknown_encoding,
    "09-torn.txt": _torn_utf16,
    "10-picture.png": _a_picture,
}


def assert_clear(line: str, name: str) -> None:
    """The message names the file, what is wrong, and a mend of at least a few words."""
    assert line.startswith("error: ")
    assert name in line
    sentences = re.split(r"(?<=[.)])\s+", line.strip())
    assert len(sentences) >= 2, line
    assert len(sentences[-1].split()) >= 3, line


@pytest.mark.parametrize("name", sorted(BAD))
def test_read_refuses_clearly(sharaka: Sharaka, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    BAD[name](file)
    ran = sharaka("read", file)
    assert ran.code == 1
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert_clear(ran.err, name)


def test_bad_documents_do_not_stop_the_others(sharaka: Sharaka, case: Path) -> None:
    for name, write in BAD.items():
        write(case / "sources" / name)
    ran = sharaka("code", case, "--json")
    assert ran.code == 1
    assert sorted(ran.json()["coded"]) == sorted(SOURCES)
    errors = [line for line in ran.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == len(BAD)
    for name, line in zip(sorted(BAD), sorted(errors), strict=True):
        assert_clear(line, name)
    documents = {record["document"] for record in sharaka("export", case).lines()}
    assert documents == set(SOURCES)
    page = sharaka("brief", case)
    assert page.code == 1
    text = (case / "briefing.html").read_text(encoding="utf-8")
    for name in (*SOURCES, *BAD):
        assert name in text, f"{name} is not on the page"


def test_an_arabic_file_in_an_old_encoding_is_read(sharaka: Sharaka, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(ARABIC.encode("cp1256"))
    assert "رجب طيب أردوغان" in sharaka("read", file).out


@pytest.mark.parametrize("command", ["code", "brief"])
def test_an_empty_folder(sharaka: Sharaka, tmp_path: Path, command: str) -> None:
    ran = sharaka(command, tmp_path)
    assert ran.code == 1
    assert f"sharaka new {tmp_path}" in ran.err
    assert list(tmp_path.iterdir()) == []
    sharaka("new", tmp_path / "case")
    ran = sharaka(command, tmp_path / "case")
    assert ran.code == 1
    assert_clear(ran.err, "sources")
    assert not (tmp_path / "case" / "briefing.html").exists()


@pytest.mark.parametrize("command", ["code", "weigh", "solve", "brief", "export"])
def test_a_folder_that_is_not_there(sharaka: Sharaka, tmp_path: Path, command: str) -> None:
    ran = sharaka(command, tmp_path / "absent")
    assert ran.code == 1
    assert_clear(ran.err, "absent")
    assert list(tmp_path.iterdir()) == []


def test_a_case_not_coded_yet(sharaka: Sharaka, case: Path) -> None:
    for command in ("weigh", "export"):
        ran = sharaka(command, case)
        assert ran.code == 1
        assert f"sharaka code {case}" in ran.err


def test_nothing_held_is_lost_when_a_file_goes_bad(sharaka: Sharaka, case: Path) -> None:
    sharaka("code", case)
    before = sharaka("export", case).out
    good = (case / "sources" / "02-cost.txt").read_bytes()
    (case / "sources" / "02-cost.txt").write_bytes(b"")
    ran = sharaka("code", case)
    assert ran.code == 1
    assert_clear(ran.err, "02-cost.txt")
    assert sharaka("export", case).out == before
    (case / "sources" / "02-cost.txt").write_bytes(good)
    assert sharaka("code", case).code == 0
    assert sharaka("export", case).out == before


def test_case_toml_with_a_mistake(sharaka: Sharaka, case: Path) -> None:
    sharaka("code", case)
    (case / "case.toml").write_text('[case]\nbetwen = ["EGY", "TUR"]\n', encoding="utf-8")
    for command in ("code", "weigh", "brief", "export"):
        ran = sharaka(command, case)
        assert ran.code == 1
        assert "betwen" in ran.err
        assert "case.toml:2" in ran.err


def test_a_case_without_a_model_yet(sharaka: Sharaka, case: Path) -> None:
    for _ in range(2):
        ran = sharaka("solve", case)
        assert ran.code == 1
        assert_clear(ran.err, "model.toml")
        assert "no model yet" in ran.err
        (case / "model.toml").unlink(missing_ok=True)


def test_a_model_that_names_an_unknown_variant(sharaka: Sharaka, tmp_path: Path) -> None:
    case = make_case(tmp_path, model=MODEL.replace('to = "ties=cold"', 'to = "ties=frozen"'))
    ran = sharaka("solve", case)
    assert ran.code == 1
    assert ran.out == ""
    assert_clear(ran.err, "model.toml:")
    assert "frozen" in ran.err
    assert "warm, cold" in ran.err
    # the briefing is made all the same, without futures, and says why
    ran = sharaka("brief", case)
    assert ran.code == 1
    assert "frozen" in ran.err
    assert (case / "briefing.html").exists()


def test_a_model_that_cites_words_that_are_not_there(sharaka: Sharaka, tmp_path: Path) -> None:
    wrong = MODEL.replace("signed a defence industry memorandum in Ankara", "signed a defence pact")
    case = make_case(tmp_path, model=wrong)
    sharaka("code", case)
    ran = sharaka("solve", case, "--json")
    assert ran.code == 1
    assert len(ran.json()["scenarios"]) == 2
    assert "model.toml" in ran.err
    assert "02-cost.txt" in ran.err
    assert "signed a defence pact" in ran.err
    assert "libya=calm → ties=warm" in ran.err
    ran = sharaka("brief", case)
    assert ran.code == 1
    assert "signed a defence pact" in ran.err
    assert (case / "briefing.html").exists()


def test_a_model_that_is_not_toml(sharaka: Sharaka, tmp_path: Path) -> None:
    model = tmp_path / "model.toml"
    model.write_text("[[descriptor]\nid = 1", encoding="utf-8")
    ran = sharaka("solve", model)
    assert ran.code == 1
    assert_clear(ran.err, "model.toml:1")


def test_bad_lines_of_a_documents_table(sharaka: Sharaka, tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": ENGLISH})
    lines = [good, "{not json", '{"id": "b"}', "[1]", good, '{"id": "c", "text": "x", "title": 3}']
    table, out = tmp_path / "docs.jsonl", tmp_path / "evidence.jsonl"
    table.write_text("\n".join(lines), encoding="utf-8")
    ran = sharaka("code", table, "--out", out, "--json")
    assert ran.code == 1
    assert ran.json()["documents"] == 1
    assert ran.json()["failed"] == 5
    for number, line in enumerate(ran.err.splitlines(), start=2):
        assert_clear(line, f"docs.jsonl:{number}")
    written = out.read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["document"] for line in written} == {"a"}


def test_a_result_that_cannot_be_written(sharaka: Sharaka, coded: Path, tmp_path: Path) -> None:
    for command in (
        ("export", coded, "--out", tmp_path / "absent" / "evidence.jsonl"),
        ("brief", coded, "--out", tmp_path / "absent" / "page.html"),
    ):
        ran = sharaka(*command)
        assert ran.code == 1
        assert_clear(ran.err, "absent")


def test_a_result_with_the_name_of_a_folder(sharaka: Sharaka, coded: Path, tmp_path: Path) -> None:
    """The message is about the path that was asked for, and no half file is left beside it."""
    (tmp_path / "there").mkdir()
    for command in ("export", "brief"):
        ran = sharaka(command, coded, "--out", tmp_path / "there")
        assert ran.code == 1
        assert_clear(ran.err, f"{tmp_path / 'there'}: cannot be written: a folder")
        assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SharakaError, match="Permission denied") as caught:  # noqa: SIM117
        with console.output(tmp_path / "page.html") as file:
            file.write("half")
    assert caught.value.place == str(tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_links_and_folders_among_the_sources_are_said(sharaka: Sharaka, case: Path) -> None:
    root = case / "sources"
    (root / "lost.txt").symlink_to(root / "nowhere")
    (root / "linked").symlink_to(root, target_is_directory=True)
    (root / "dir.txt").mkdir()
    ran = sharaka("code", case, "--json")
    assert ran.code == 1
    assert sorted(ran.json()["coded"]) == sorted(SOURCES)
    (error,) = (line for line in ran.err.splitlines() if line.startswith("error: "))
    assert_clear(error, f"{root / 'lost.txt'}: the link leads nowhere")
    assert "warning: linked: a link to a folder is not followed" in ran.err
    assert "warning: dir.txt: this is a folder" in ran.err


def test_a_case_in_which_nothing_could_be_read(sharaka: Sharaka, tmp_path: Path) -> None:
    """One error, and it is the true one: nothing about sides that could not be inferred."""
    sharaka("new", tmp_path / "case")
    (tmp_path / "case" / "sources" / "a.txt").write_bytes(b"")
    ran = sharaka("code", tmp_path / "case")
    assert ran.code == 1
    assert "Sides" not in ran.out
    for command in ("weigh", "export", "brief"):
        ran = sharaka(command, tmp_path / "case")
        assert ran.code == 1
        assert ran.out == ""
        assert_clear(ran.err.splitlines()[-1], "no document could be read")
        assert "sides" not in ran.err.lower()
    assert not (tmp_path / "case" / "briefing.html").exists()


def test_one_document_is_one_document(sharaka: Sharaka, tmp_path: Path) -> None:
    sharaka("new", tmp_path / "case", "--between", "EGY,TUR")
    (tmp_path / "case" / "sources" / "a.txt").write_text(ENGLISH, encoding="utf-8")
    table = tmp_path / "docs.jsonl"
    table.write_text(json.dumps({"id": "a", "text": ENGLISH}), encoding="utf-8")
    assert sharaka("code", tmp_path / "case").out.startswith("Coded 1 document: ")
    assert sharaka("brief", tmp_path / "case").out.startswith("1 document, ")
    ran = sharaka("code", table, "--out", tmp_path / "evidence.jsonl")
    assert ran.out.startswith("Coded 1 document: ")


def test_a_ledger_that_is_no_ledger(sharaka: Sharaka, case: Path) -> None:
    (case / "ledger.sqlite").write_bytes(b"this is a diary, not a database " * 100)
    ran = sharaka("code", case)
    assert ran.code == 1
    assert_clear(ran.err, "ledger.sqlite")
    assert (case / "ledger.sqlite").read_bytes().startswith(b"this is a diary")
