"""Speakers, acts and contents."""

from __future__ import annotations

import pytest
from tests.coding.helpers import statements

CASES = [
    ("قال وزير الدفاع اليوناني إن بلاده لن تتراجع عن موقفها.", "GRC", "say"),
    ("نفت الصين أن تكون قد أرسلت سفنًا إلى المنطقة.", "CHN", "deny"),
    ("حذّر مسؤولون يابانيون من أن التجربة تهدد الملاحة.", "JPN", "warn"),
    ("أدانت مصر الهجوم على السفينة.", "EGY", "condemn"),
    ("وأكدت الخارجية التركية أن المحادثات مستمرة.", "TUR", "say"),
    ("Greek officials said that the talks would resume.", "GRC", "say"),
    ("China denied that it had sent ships to the area.", "CHN", "deny"),
    ("Egypt condemned the attack on the ship.", "EGY", "condemn"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "state", "act"), CASES)
def test_speaker_and_act(text: str, state: str, act: str) -> None:
    found = [s for s in statements(text) if s.act == act]
    assert len(found) == 1, [(s.act, s.speaker.code) for s in statements(text)]
    assert found[0].speaker.code == state


def test_dropped_speaker_is_the_last_one() -> None:
    text = "قال وزير الدفاع اليوناني إن بلاده مستعدة.\nوأضاف أن المناورات ستبدأ قريبًا."
    first, second = statements(text)
    assert second.speaker.code == first.speaker.code == "GRC"
    assert second.speaker.start is None  # understood, not written


def test_expert_in_no_list_by_title_and_institution() -> None:
    text = "ووفقًا للخبير بمعهد السلام الأمريكي، سامر الحداد، فإن الاتفاق هش. وتابع الحداد أن التنفيذ صعب."
    first, second = statements(text)
    assert first.speaker.name is not None
    assert "الحداد" in first.speaker.name
    assert (first.speaker.code, first.speaker.role) == ("USA", "expert")
    assert second.speaker.name == first.speaker.name


def test_quotation_is_the_content() -> None:
    (found,) = statements("وقال الرئيس المصري: «لن نقبل بالأمر الواقع أبدًا في هذه القضية».")
    assert found.quoted
    assert found.content is not None
    assert found.content.text.startswith("لن نقبل")


def test_a_condition_is_not_a_statement() -> None:
    assert not statements("إذا قالت مصر إن الاتفاق انتهى، فسيتغير الموقف.")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            '"We will buy more gas from Iran," Erdogan told reporters in the capital.',
            "We will buy more gas from Iran",
        ),
        (
            "Gas sales to Turkey rose, according to the Iranian energy ministry.",
            "Gas sales to Turkey rose",
        ),
    ],
)
def test_words_told_before_their_speaker_are_the_content(text: str, content: str) -> None:
    (statement,) = statements(text)
    assert statement.content is not None
    assert statement.content.text.strip(' ",.') == content


def test_hearers_are_not_what_was_said() -> None:
    assert statements("Erdogan told reporters at a joint news conference.") == []
