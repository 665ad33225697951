"""Whatever stands in a file: it is a model, or an error that names the file.  Nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.foreseeing.model_texts import CSV, GOOD, MATRIX, PLAIN, SCW, SL

from sharaka.errors import ModelError
from sharaka.foreseeing import from_matrix, load, load_solutions

MODEL = from_matrix([2, 2], MATRIX)

TEXTS = {"toml": GOOD, "json": json.dumps(PLAIN), "csv": CSV, "scw": SCW, "sl": SL}

#: What tends to break readers, put into valid files in place of something else.
ODD = st.one_of(
    st.sampled_from(
        [
            "", "²", "٣", "nan", "-inf", "1e999", "2_0", "0x" + "f" * 5000, "9" * 5000, "−1", "0,5",
            "[" * 3000, "{" * 3000, '{"a":' * 3000, "{a=" * 3000, '"', "\"\"\"", "'''", "\\", "\0",
            "\ufeff", "\\ud800", "\u2028", "\r", "\n", "\r\n", ",", ";", "\t", "#", "&", " -", "$", "=",
            "[[judgement]]", "[['judgement']]", "[[ descriptor ]]", "null", "true", "{}", "[]", "1",
            '{"a":1}', "2024-01-01", "25:61:61",
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip


def reads_or_refuses(folder: Path, suffix: str, raw: bytes) -> None:
    path = folder / f"any.{suffix}"
    path.write_bytes(raw)
    refused: ModelError | None = None
    try:
        if suffix == "sl":
            load_solutions(path, MODEL)
        else:
            model = load(path)
            assert len(model.matrix_hash) == 64
            assert model.matrix.shape == (sum(model.sizes), sum(model.sizes))
    except ModelError as error:
        refused = error
    if refused is not None:
        assert str(path) in str(refused)
        assert refused.mend
        assert str(refused).encode()


@pytest.mark.parametrize("suffix", sorted(TEXTS))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(raw=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode())))
def test_any_text(tmp_path: Path, suffix: str, raw: bytes) -> None:
    reads_or_refuses(tmp_path, suffix, raw)


@pytest.mark.parametrize("suffix", sorted(TEXTS))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), ODD, st.integers(1, 3)), max_size=4
    )
)
@example(changes=[])
def test_any_change_of_a_valid_file(
    tmp_path: Path, suffix: str, changes: list[tuple[float, int, str, int]]
) -> None:
    text = TEXTS[suffix]
    for share, width, odd, times in changes:
        at = int(share * len(text))
        text = text[:at] + odd * times + text[at + width :]
    reads_or_refuses(tmp_path, suffix, text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("suffix", sorted(TEXTS))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_in_the_place_of_another(
    tmp_path: Path, suffix: str, data: st.DataObject
) -> None:
    """As above, but what is replaced is a whole number or name, so that the file stays in form."""
    text = TEXTS[suffix]
    old = data.draw(st.sampled_from(["2", "0", "-1", "1", "A", "a1", "b1", '"high"', "0.7", "1.5"]))
    new = data.draw(ODD)
    count = data.draw(st.integers(1, 4))
    reads_or_refuses(
        tmp_path, suffix, text.replace(old, new, count).encode("utf-8", "surrogatepass")
    )
