"""Words of the layout are mended by the other engine's, and only where it says how."""

from tests.reading.texts import ARABIC

from sharaka.reading.pdf.compare import compared, likelier, witness_of
from sharaka.reading.pdf.layout import TextLine

BOX = (0.0, 0.0, 10.0, 10.0)


def line(text: str) -> TextLine:
    return TextLine([(word, BOX) for word in text.split()], 0, 10, 0, 10, True)


def test_split_glued_and_swapped_words_are_mended() -> None:
    witness = witness_of("وقّع الطرفان اتفاقًا مع وكالة Reuters على أن يبدأ التنفيذ غدًا")
    (mended,), share = compared([line("و قّع الطرفاناتفاقًا مع وكالة Reutersعلى أن يبدأ")], witness)
    assert mended.text == "وقّع الطرفان اتفاقًا مع وكالة Reuters على أن يبدأ"
    assert share == 1.0
    (mended,), _ = compared([line("عىل أن")], witness)
    assert mended.text == "على أن"


def test_what_the_witness_lacks_stays_and_counts() -> None:
    (kept,), share = compared([line("كلمة غريبة هنا")], witness_of("كلمة هنا"))
    assert kept.text == "كلمة غريبة هنا"
    assert share == 2 / 3


def test_the_reading_made_of_words_is_taken() -> None:
    broken = [line(" ".join(word[::-1] for word in ARABIC[1].split()))]
    assert " ".join(x.text for x in likelier(broken, ARABIC[1], 500.0)) == ARABIC[1]
    right = [line(ARABIC[1])]
    assert likelier(right, ARABIC[1][::-1], 500.0) is right
