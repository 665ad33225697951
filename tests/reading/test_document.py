"""Documents: the way back, storage, light import."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.texts import ARABIC, ENGLISH

from sharaka.errors import ReadingError
from sharaka.reading import (
    document_from_dict,
    document_to_dict,
    from_text,
    origin_at,
    origins_of,
    read,
)

TEXT = st.text(st.sampled_from("abc ابتث.؟\n\r\t،😀é1٢\u200c"), min_size=1, max_size=80).filter(
    str.strip
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_raw_bytes_decode_to_the_canonical_characters(
    tmp_path: Path, text: str, encoding: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    document = read(file)
    raw = file.read_bytes()
    codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    last, covered = 0, 0
    for origin in document.origins:
        assert last <= origin.start < origin.end
        last = origin.end
        stretch = raw[origin.raw_start : origin.raw_end].decode(codec)
        assert origin.how == "same"
        assert stretch == document.text[origin.start : origin.end]
        covered += len("".join(stretch.split()))
    assert covered == len("".join(document.text.split())) == len("".join(text.split()))


def test_origin_at() -> None:
    document = from_text("  كلمة أخرى ", "a.txt")
    origin = origin_at(document, 4)
    assert origin is not None
    assert (origin.raw_start, origin.raw_end) == (2, 2 + len("كلمة أخرى".encode()))
    assert origin_at(document, 0) is None
    assert list(origins_of(document, 0, 3)) == [origin]
    with pytest.raises(IndexError):
        origin_at(document, 99)


def test_from_text_is_canonical_as_given() -> None:
    text = f"تابعنا على فيسبوك\r\n\n{ARABIC[0]}\n  {ENGLISH[0]}  \n"
    document = from_text(text, "x")
    assert document.text == text
    assert [b.language for b in document.blocks] == ["ar", "ar", "en"]


def test_storage_round_trip(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\n\n".join([*ARABIC, "المصدر: دار الأفق"]), "utf-8")
    document = read(file)
    plain = json.loads(json.dumps(document_to_dict(document)))
    assert document_from_dict(plain) == document
    with pytest.raises(ReadingError, match="not a stored document"):
        document_from_dict({"id": "x"})


def test_import_is_light() -> None:
    script = (
        "import sys, sharaka.reading; "
        "print([m for m in ('pypdf','pypdfium2','docx','resiliparse','numpy','lxml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_public_names_are_all_there() -> None:
    import sharaka.reading as reading

    assert sorted(reading.__all__, key=str.lower) == sorted(set(reading.__all__), key=str.lower)
    for name in reading.__all__:
        assert hasattr(reading, name)
