"""A case folder is made, opened and explained."""

from __future__ import annotations

import datetime
import tomllib
import unicodedata
from pathlib import Path

import pytest

from sharaka.errors import CaseError
from sharaka.ledger import Case
from sharaka.ledger.codes import fault, nearest


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_new_case_opens_and_says_what_it_is_about(tmp_path):
    case = Case.create(tmp_path / "deep" / "case")
    assert case.between is None
    assert case.name == {"ar": "case", "en": "case"}
    assert {p.name for p in case.folder.iterdir()} == {
        "case.toml",
        "model.toml",
        "sources",
        ".sharaka",
    }
    assert tomllib.loads(case.model_path.read_text(encoding="utf-8")) == {}


def test_a_new_case_between_two_states_names_them(tmp_path):
    case = Case.create(tmp_path / "c", between=("RUS", "IRN"))
    assert case.between == ("RUS", "IRN")
    assert set(case.name) == {"ar", "en"}
    assert all(case.name.values())


def test_creating_over_a_case_or_a_file_is_refused_and_files_are_kept(tmp_path):
    Case.create(tmp_path / "c")
    with pytest.raises(CaseError, match="already a case"):
        Case.create(tmp_path / "c")
    (tmp_path / "f").write_text("x")
    with pytest.raises(CaseError, match="a file has this name"):
        Case.create(tmp_path / "f")
    documents = tmp_path / "d"
    (documents / "sources").mkdir(parents=True)
    (documents / "sources" / "a.txt").write_text("text")
    (documents / "model.toml").write_text("# mine")
    case = Case.create(documents)
    assert [source.id for source in case.sources()] == ["a.txt"]
    assert case.model_path.read_text() == "# mine"


@pytest.mark.parametrize("pair", [("RUS", "RUS"), ("russia", "IRN")])
def test_a_pair_that_is_none_is_refused_before_anything_is_made(tmp_path, pair):
    with pytest.raises(CaseError, match="pair"):
        Case.create(tmp_path / "c", between=pair)
    with pytest.raises(CaseError, match="RUS"):
        Case.create(tmp_path / "c", between=pair)
    assert not (tmp_path / "c").exists()


def test_a_plain_folder_of_documents_gets_the_command_to_type(tmp_path):
    (tmp_path / "a.txt").write_text("text")
    with pytest.raises(CaseError, match=r"no case\.toml.*sharaka new .*sources"):
        Case.open(tmp_path)
    with pytest.raises(CaseError, match="no such folder"):
        Case.open(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="a file, not a case folder"):
        Case.open(tmp_path / "a.txt")


def test_sources_are_sorted_and_litter_is_skipped(tmp_path):
    case = Case.create(tmp_path / "c")
    with pytest.raises(CaseError, match=r"no documents.*txt, html, pdf, docx"):
        case.sources()
    root = case.folder / "sources"
    for name in [
        "b.txt",
        "a.pdf",
        "sub/z.txt",
        ".hidden",
        "~$a.docx",
        "x.tmp",
        "y.txt~",
        "Thumbs.db",
    ]:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("text")
    assert [source.id for source in case.sources()] == ["a.pdf", "b.txt", "sub/z.txt"]
    assert all(source.path.is_file() for source in case.sources())


def test_a_ring_of_links_is_not_followed(tmp_path):
    case = Case.create(tmp_path / "c")
    root = case.folder / "sources"
    (root / "a.txt").write_text("text")
    (root / "ring").symlink_to(root, target_is_directory=True)
    assert [source.id for source in case.sources()] == ["a.txt"]


def test_what_looks_like_a_document_is_not_passed_over_in_silence(tmp_path):
    case = Case.create(tmp_path / "c")
    root = case.folder / "sources"
    (root / "linked").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(CaseError, match=r"no documents.*linked: a link to a folder"):
        case.sources()
    (root / "lost.txt").symlink_to(root / "nowhere")
    (root / "dir.txt").mkdir()
    (root / "deep" / "deeper.pdf").mkdir(parents=True)
    (root / "full.txt").mkdir()
    (root / "full.txt" / "a.txt").write_text("text")
    assert [source.id for source in case.sources()] == ["full.txt/a.txt", "lost.txt"]
    assert [name for name, _ in case.passed_over()] == ["deep/deeper.pdf", "dir.txt", "linked"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("rus", "RUS"),
        ("Saudi", "SAU"),
        ("السعودية", "SAU"),
        ("UK", "GBR"),
        ("Egpyt", "EGY"),
        ("nato", "NATO"),
        ("qqqqq", None),
    ],
)
def test_a_word_for_a_side_leads_to_its_code(typed, code):
    assert nearest(typed) == code
    assert fault(typed)
    assert code is None or fault(code) is None


def test_metadata_comes_from_case_toml(tmp_path):
    name = unicodedata.normalize("NFD", "é.txt")
    folder = write(
        tmp_path,
        """
        [case]
        name = {ar = "حالة"}
        between = ["RUS", "IRN"]
        [sources."é.txt"]
        published = 2024-10-11
        language = "ar"
        [sources."b.txt"]
        published = 2024
        """,
    )
    (folder / "sources").mkdir()
    (folder / "sources" / name).write_text("text")
    case = Case.open(folder)
    assert case.name == {"ar": "حالة", "en": "حالة"}
    (source,) = case.sources()
    found = case.metadata(source.id)
    assert found is not None
    assert (found.published, found.language, found.title) == ("2024-10-11", "ar", None)
    assert case.metadata("b.txt").published == "2024"
    assert case.metadata("c.txt") is None
    assert case.missing() == ["b.txt"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[case]\nname = "x', 2, "TOML"),
        ('[case]\nbetween = ["RUS"]\n', 2, "case.between"),
        ('[case]\nbetween = ["RUS", "RUS"]\n', 2, "must differ"),
        ('[case]\n\nbetwen = ["RUS", "IRN"]\n', 3, "unknown key case.betwen.*name, between"),
        ('[sources."a.txt"]\ntitel = "x"\n', 2, 'sources."a.txt".titel.*title'),
        ('[sources."a.txt"]\ntitle = "x"\npublished = "soon"\n', 3, "EDTF"),
        ('[case]\nbetween = ["rus", "IRN"]\n', 2, "'rus' is not a known code: use RUS"),
        ('[case]\nbetween = ["saudi", "ZZZ"]\n', 2, "'saudi'.* use SAU; 'ZZZ'.*ISO 3166"),
        ('[case]\nname = 1\nbetween = ["RUS", "ZZZ"]\n', 2, r"case.name.*\(and 1 more\)"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, text, line, words):
    with pytest.raises(CaseError, match=words) as caught:
        Case.open(write(tmp_path, text))
    assert caught.value.place == f"{tmp_path / 'case.toml'}:{line}"
    assert caught.value.mend


def test_case_toml_in_another_encoding_is_explained(tmp_path):
    (tmp_path / "case.toml").write_bytes('[case]\nname = {ar = "حالة"}'.encode("cp1256"))
    with pytest.raises(CaseError, match="UTF-8"):
        Case.open(tmp_path)


@pytest.mark.parametrize("text", ["case.name = " + "9" * 5000, "a = " + "[" * 3000 + "]" * 3000])
def test_case_toml_beyond_what_python_reads_is_explained(tmp_path, text):
    with pytest.raises(CaseError, match=r"too long|too deep|not valid TOML"):
        Case.open(write(tmp_path, text))


def test_dates_of_toml_keep_their_day():
    from sharaka.ledger.casefile import SourceFile

    assert SourceFile(published=datetime.date(2025, 1, 17)).published == "2025-01-17"
