"""Pairs judged by hand: one happening told twice, or two happenings that look alike."""

from __future__ import annotations

import dataclasses
import random
import time

import pytest
from tests.ledger.helpers import document, event, statement, transfer

from sharaka.evidence import Party
from sharaka.ledger.merge import merge

PAIR = ["RUS", "IRN"]


def told(n, text, quote, *args, kind=event, **fields):
    return kind(document(f"{n}.txt", text), quote, *args, **fields)


def agree(n, text, quote, date=None, parties=PAIR, **fields):
    return told(n, text, quote, "AGREE", parties, date=date, **fields)


def consult(n, text, quote, date=None, names=(), **fields):
    made = told(n, text, quote, "CONSULT", PAIR, date=date, **fields)
    if names:
        parties = tuple(Party(code=c, name=m) for c, m in zip(PAIR, names, strict=True))
        made = dataclasses.replace(made, actors=parties)
    return made


def arms(n, text, quote, item, status, date=None, sides=("IRN", "RUS"), **fields):
    return transfer(document(f"{n}.txt", text), quote, *sides, item, status, date, **fields)


SIGNED = [
    agree(1, "وقعت إيران وروسيا في موسكو معاهدة تحكم الشراكة بينهما عشرين سنة، وكان ذلك في 17 يناير 2025.", "معاهدة", "2025-01-17"),
    agree(2, "بدأت مرحلة جديدة مطلع العام 2025 بعدما أبرمت طهران وموسكو معاهدة شراكة استراتيجية مدتها عشرون عاما.", "أبرمت", "2025-01/2025-04"),
    agree(3, "Russia and Iran signed the comprehensive strategic partnership treaty in Moscow on 17 January 2025.", "signed", "2025-01-17"),
]  # fmt: skip
ALIKE = {
    "one day, two languages": SIGNED[:1] + SIGNED[2:],
    "a month and a day, one instrument": [
        SIGNED[0],
        agree(4, "شهد يناير 2025 توقيع معاهدة الشراكة الاستراتيجية الشاملة.", "توقيع", "2025-01"),
    ],
    "a year and a day, one instrument": [
        SIGNED[2],
        agree(5, "The comprehensive strategic partnership treaty of 2025 was signed in Moscow.", "signed", "2025"),
    ],
    "no date, nearly the same words": [
        SIGNED[2],
        agree(6, "They had signed a comprehensive strategic partnership treaty in Moscow.", "signed"),
    ],
    "a meeting, the month and the persons": [
        consult(1, "التقى بوتين رئيسي في طهران يوم 19 يوليو 2022 لبحث سوريا.", "التقى", "2022-07-19", ["Putin", "Raisi"]),
        consult(2, "زار الرئيس بوتين طهران في يوليو 2022 والتقى رئيسي لبحث الملف السوري.", "والتقى", "2022-07", ["Putin", "Raisi"]),
    ],
    "planned for a day and done that day": [
        agree(1, "They will sign the treaty on 17 January 2025.", "sign", "2025-01-17", modality="planned"),
        SIGNED[2],
    ],
    "a system by its model, with and without the date": [
        arms(1, "زودت روسيا إيران في عام 2016 بمنظومة S-300 بقيمة 800 مليون دولار.", "زودت", "منظومة S-300", "delivered", "2016", ("RUS", "IRN"), category="air defence systems"),
        arms(2, "تسلمت إيران منظومة إس-300 الروسية بعد سنوات من التأجيل.", "تسلمت", "منظومة إس-300", "delivered", None, ("RUS", "IRN"), category="air defence systems"),
    ],
    "alleged in one, denied in another": [
        arms(1, "اتهمت إيران بتزويد روسيا بمئات الصواريخ البالستية قصيرة المدى.", "تزويد", "الصواريخ البالستية قصيرة المدى", "alleged", low=200, high=999, category="missiles"),
        arms(2, "نفت طهران إرسال صواريخ بالستية قصيرة المدى إلى موسكو.", "إرسال", "صواريخ بالستية قصيرة المدى", "denied", category="missiles"),
    ],
    "one party left out, the same day": [
        SIGNED[0],
        agree(7, "وقع الرئيس بوتين ونظيره على معاهدة الشراكة في 17 يناير 2025.", "وقع", "2025-01-17", ["RUS"]),
    ],
    "the meeting a text comes back to": [
        consult(1, "The presidents met in Ashgabat on 11 October 2024.\nThe leaders met at a summit, Putin and Pezeshkian.\nTheir ministers met in Moscow.", "met in Ashgabat", "2024-10-11", ["Putin", "Pezeshkian"], mode="meet"),
        consult(1, "The presidents met in Ashgabat on 11 October 2024.\nThe leaders met at a summit, Putin and Pezeshkian.\nTheir ministers met in Moscow.", "met at", None, ["Putin", "Pezeshkian"], mode="meet"),
    ],
    "a signing the next sentence comes back to": [
        agree(1, "They signed a deal on 3 March 2024.\nThe two concluded it in Moscow.", "signed", "2024-03-03"),
        agree(1, "They signed a deal on 3 March 2024.\nThe two concluded it in Moscow.", "concluded"),
    ],
    "a named treaty far from its date": [
        agree(1, "They signed the Comprehensive Strategic Partnership Treaty on 17 January 2025.", "signed", "2025-01-17"),
        agree(2, "Long before, the signed Strategic Partnership Treaty was awaited.", "signed"),
    ],
    "one blow on one day": [
        told(1, "Israel struck sites in Iran on 13 June 2025.", "struck", "ASSAULT", ["ISR"], ["IRN"], date="2025-06-13"),
        told(2, "ضربت إسرائيل إيران فجر 13 يونيو 2025.", "ضربت", "ASSAULT", ["ISR"], ["IRN"], date="2025-06-13"),
    ],
    "two mentions in one document": [
        agree(1, "They signed the treaty on 17 January 2025.\nThe treaty was concluded on 17 January 2025.", "signed", "2025-01-17"),
        agree(1, "They signed the treaty on 17 January 2025.\nThe treaty was concluded on 17 January 2025.", "concluded", "2025-01-17"),
    ],
}  # fmt: skip
APART = {
    "two treaties of one pair": [
        agree(1, "Russia and Iran signed a treaty in March 2001.", "signed", "2001-03"),
        SIGNED[2],
    ],
    "one year, other partners": [
        agree(1, "وقعت روسيا وكوريا الشمالية معاهدة الشراكة الاستراتيجية الشاملة.", "وقعت", "2024-06", ["RUS", "PRK"]),
        agree(2, "وقعت روسيا وإيران معاهدة الشراكة الاستراتيجية الشاملة.", "وقعت", "2024-06"),
    ],
    "a treaty and a memorandum of one month": [
        agree(1, "They signed a strategic partnership treaty in January 2025.", "signed", "2025-01"),
        agree(2, "They signed a gas memorandum in January 2025.", "signed", "2025-01"),
    ],
    "planned without a day and done": [
        agree(1, "موسكو وطهران تقتربان من توقيع معاهدة الشراكة الاستراتيجية الشاملة.", "توقيع", None, modality="planned"),
        SIGNED[0],
    ],
    "two meetings of one month, other persons": [
        consult(1, "Putin met Raisi in Tehran on 19 July 2022.", "met", "2022-07-19", ["Putin", "Raisi"]),
        consult(2, "Lavrov spoke with his counterpart on grain in July 2022.", "spoke", "2022-07", ["Lavrov", "Abdollahian"]),
    ],
    "two meetings without a date": [
        consult(1, "The presidents met in Ashgabat.", "met"),
        consult(2, "The ministers met in Moscow over sanctions.", "met"),
    ],
    "two models": [
        arms(1, "روسيا زودت إيران بمنظومة S-300.", "زودت", "S-300", "delivered", None, ("RUS", "IRN"), category="air defence systems"),
        arms(2, "روسيا زودت إيران بمنظومة S-400.", "زودت", "S-400", "delivered", None, ("RUS", "IRN"), category="air defence systems"),
    ],
    "asked for and delivered": [
        arms(1, "Iran asked for Su-35 fighters.", "asked", "Su-35 fighters", "requested", None, ("RUS", "IRN"), category="aircraft"),
        arms(2, "Iran received Su-35 fighters.", "received", "Su-35 fighters", "delivered", None, ("RUS", "IRN"), category="aircraft"),
    ],
    "two deliveries in other years": [
        arms(1, "Drones were delivered before 2022.", "delivered", "drones", "delivered", "../2022-02", category="unmanned aircraft"),
        arms(2, "Drones were delivered in July 2023.", "delivered", "drones", "delivered", "2023-07", category="unmanned aircraft"),
    ],
    "two requests for something as wide as support": [
        arms(1, "Iran wanted military support for its air defence in October.", "wanted", "military support", "requested", None, ("RUS", "IRN"), category="support"),
        arms(2, "Tehran begged Moscow for military support during the June war.", "begged", "military support", "requested", None, ("RUS", "IRN"), category="support"),
    ],
    "one thing, the other way": [
        arms(1, "Drones went from Iran to Russia.", "went", "drones", "delivered"),
        arms(2, "Drones went from Russia to Iran.", "went", "drones", "delivered", None, ("RUS", "IRN")),
    ],
    "blows in one month, other words": [
        told(1, "Israel struck Natanz in June 2025.", "struck", "ASSAULT", ["ISR"], ["IRN"], date="2025-06"),
        told(2, "Israel shelled an airport on 20 June 2025.", "shelled", "ASSAULT", ["ISR"], ["IRN"], date="2025-06-20"),
    ],
    "who struck whom": [
        told(1, "Israel struck Iran on 13 June 2025.", "struck", "ASSAULT", ["ISR"], ["IRN"], date="2025-06-13"),
        told(2, "Iran struck Israel on 13 June 2025.", "struck", "ASSAULT", ["IRN"], ["ISR"], date="2025-06-13"),
    ],
    "possible and done": [
        told(1, "Israel may strike Iran again.", "strike", "ASSAULT", ["ISR"], ["IRN"], modality="possible"),
        told(2, "Israel did strike Iran again.", "strike", "ASSAULT", ["ISR"], ["IRN"]),
    ],
    "sanctions of one year": [
        told(1, "Western states imposed sanctions on Russia in 2022.", "imposed", "SANCTION", ["WEST"], ["RUS"], date="2022"),
        told(2, "In 2022 the West froze bank reserves of Russia.", "froze", "SANCTION", ["WEST"], ["RUS"], date="2022"),
    ],
    "one party left out, another day": [
        SIGNED[0],
        agree(7, "وقع الرئيس بوتين على معاهدة الشراكة في 19 يونيو 2024.", "وقع", "2024-06-19", ["RUS"]),
    ],
    "one party left out, another partner": [
        agree(1, "Iran and Iraq signed a treaty on 17 January 2025.", "signed", "2025-01-17", ["IRN", "IRQ"]),
        agree(2, "Moscow signed a treaty on 17 January 2025.", "signed", "2025-01-17", ["RUS"]),
    ],
    "another meeting in the same text": [
        consult(1, "The presidents met in Ashgabat on 11 October 2024.\nThe leaders met at a summit, Putin and Pezeshkian.\nTheir ministers met in Moscow.", "met in Ashgabat", "2024-10-11", ["Putin", "Pezeshkian"], mode="meet"),
        consult(1, "The presidents met in Ashgabat on 11 October 2024.\nThe leaders met at a summit, Putin and Pezeshkian.\nTheir ministers met in Moscow.", "met in Moscow", None, ["Lavrov", "Araghchi"], mode="meet"),
    ],
    "two signs in one sentence, no date": [
        consult(1, "The presidents met and their ministers met too.", "met and"),
        consult(1, "The presidents met and their ministers met too.", "met too"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("records", ALIKE.values(), ids=ALIKE)
def test_one_happening_is_one_entry(records):
    (entry,) = merge(records)
    assert set(entry.records) == {record.id for record in records}
    assert 0.6 <= entry.score <= 1


@pytest.mark.parametrize("records", APART.values(), ids=APART)
def test_two_happenings_stay_two(records):
    assert len(merge(records)) == 2


def test_a_signing_told_in_three_documents_is_one_entry_with_three_accounts():
    (entry,) = merge(SIGNED)
    assert [account.document for account in entry.accounts] == ["1.txt", "2.txt", "3.txt"]
    assert entry.date.edtf == "2025-01-17"
    assert entry.actors == ("IRN", "RUS")
    assert entry.accounts[1].date.edtf == "2025-01/2025-04"  # each keeps its own date


def test_an_allegation_a_report_and_a_denial_are_one_entry():
    doc = document(
        "3.txt",
        "قيل إن تزويد إيران الجيش الروسي شمل مئات الصواريخ البالستية قصيرة المدى، مع نفي طهران ما قيل.",
    )
    alleged = transfer(
        doc, "تزويد", "IRN", "RUS", "الصواريخ البالستية قصيرة المدى", "alleged", category="missiles", low=200, high=999
    )  # fmt: skip
    denial = statement(doc, "نفي طهران", "deny", "IRN", "Tehran")
    reported = arms(
        4, "أرسلت إيران عدة مئات من الصواريخ البالستية قصيرة المدى.", "أرسلت", "الصواريخ البالستية قصيرة المدى", "reported", category="missiles", source="NYT"
    )  # fmt: skip
    (entry,) = merge([alleged, denial, reported])
    assert [(a.document, a.source, a.claim) for a in entry.accounts] == [
        ("3.txt", None, "alleged"),
        ("3.txt", "Tehran", "denied"),
        ("4.txt", "NYT", "reported"),
    ]
    assert entry.modality == "reported"
    assert set(entry.records) == {alleged.id, denial.id, reported.id}


def test_a_delivery_keeps_its_own_date_and_words_and_is_told_as_disputed():
    sent = arms(1, "Iran has sent ballistic missiles to Russia.", "sent", "ballistic missiles", "delivered", category="missiles")  # fmt: skip
    doc = document("2.txt", "On 10 September 2024 Washington accused Iran of sending ballistic missiles to Russia.\nTehran denied that.")  # fmt: skip
    accused = transfer(doc, "sending", "IRN", "RUS", "ballistic missiles", "alleged", "2024-09-10", category="missiles")  # fmt: skip
    denial = statement(doc, "Tehran denied", "deny", "IRN", "Tehran")
    (entry,) = merge([sent, accused, denial])
    assert entry.disputed
    assert (entry.modality, entry.date.edtf) == ("actual", None)
    assert entry.label == sent.sentence.text
    (entry,) = merge([sent, accused])
    assert not entry.disputed


@pytest.mark.parametrize(
    ("act", "modality"), [("predict", "possible"), ("promise", "planned"), ("deny", "denied")]
)
def test_what_is_only_forecast_promised_or_denied_is_not_told_as_happened(act, modality):
    words = "Iran trained crews"
    doc = document("1.txt", f"An Iranian envoy said of it that {words} of the Russian army.")
    trained = event(doc, "trained", "AID", ["IRN"], ["RUS"])
    around = statement(doc, "envoy said", act, "IRN", content=words)
    (entry,) = merge([trained, around])
    assert entry.modality == modality
    assert not entry.disputed


def test_a_signing_takes_the_day_of_the_meeting_in_its_sentence():
    text = "On 17 January 2025 Putin received his guest, and both signed the treaty."
    doc = document("5.txt", text)
    met = event(doc, "received", "CONSULT", PAIR, date="2025-01-17")
    signed = event(doc, "signed", "AGREE", PAIR)
    entries = merge([met, signed, SIGNED[0]])
    assert sorted(entry.type for entry in entries) == ["AGREE", "CONSULT"]


def test_a_denial_by_a_stranger_is_not_attached():
    doc = document("1.txt", "Iran is said to have sent missiles to Russia, which China denied.")
    sent = transfer(doc, "sent", "IRN", "RUS", "missiles", "alleged")
    denial = statement(doc, "denied", "deny", "CHN")
    (entry,) = merge([sent, denial])
    assert denial.id not in entry.records


def test_a_vague_account_that_fits_two_happenings_joins_neither():
    first = told(
        1,
        "The two held naval drills in the Gulf on 3 March 2024.",
        "drills",
        "COOPERATE",
        PAIR,
        date="2024-03-03",
    )
    second = told(
        2,
        "The two held naval drills in the Gulf on 20 March 2024.",
        "drills",
        "COOPERATE",
        PAIR,
        date="2024-03-20",
    )
    vague = told(3, "The two held naval drills in the Gulf in March 2024.", "drills", "COOPERATE", PAIR, date="2024-03")  # fmt: skip
    assert len(merge([first, second, vague])) == 3


def test_rejected_records_are_left_out():
    first, *others = SIGNED
    entries = merge([dataclasses.replace(first, state="rejected"), *others])
    assert all(first.id not in entry.records for entry in entries)


def test_the_order_of_input_changes_nothing():
    everything = [r for records in (*ALIKE.values(), *APART.values()) for r in records]
    unique = list({record.id: record for record in everything}.values())
    expected = merge(unique)
    for seed in range(5):
        shuffled = unique[:]
        random.Random(seed).shuffle(shuffled)
        assert merge(shuffled) == expected


def many(count: int):
    """Records of a busy ledger: few pairs, many days, a fifth of them undated."""
    random_ = random.Random(7)
    verbs = ["met", "struck", "signed", "warned", "visited"]
    types = ["CONSULT", "ASSAULT", "AGREE", "THREATEN", "CONSULT"]
    subjects = [f"topic{n}" for n in range(400)]
    found = []
    for number in range(count):
        pick = random_.randrange(5)
        year, month, day = (
            random_.randint(2014, 2025),
            random_.randint(1, 12),
            random_.randint(1, 28),
        )
        text = f"They {verbs[pick]} on {' '.join(random_.sample(subjects, 6))}."
        date = random_.choice(
            [None, f"{year}", *[f"{year}-{month:02}-{day:02}"] * 6, f"{year}-{month:02}"]
        )
        pair = random_.choice([PAIR, ["USA", "IRN"], ["ISR", "IRN"]])
        doc = document(f"{number}.txt", text)
        found.append(event(doc, verbs[pick], types[pick], pair[:1], pair[1:], date=date))
    return found


def test_merging_grows_near_linearly():
    def seconds(count: int) -> float:
        records = many(count)
        begun = time.process_time()
        merge(records)
        return time.process_time() - begun

    seconds(500)
    small, large = seconds(2000), seconds(8000)
    assert large < 12 * small  # four times as many; all pairs would take sixteen times as long
