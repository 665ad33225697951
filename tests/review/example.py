"""The case the tests review: two documents, one of them hostile, and a record of each kind."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from tests.ledger.helpers import (
    document,
    event,
    indicator,
    influence,
    party,
    provision,
    statement,
    transfer,
)

from sharaka.evidence import Attribution, Party, Record
from sharaka.ledger import Case, Ledger
from sharaka.reading.document import Document

ARABIC = "analysis.ar.txt"
HOSTILE = 'notes/evil"><script>alert(1)<.txt'
EVIL = '<script>alert("x")</script>'
IMAGE = "<img src=x onerror=alert(2)>"

ARABIC_TEXT = "\n".join(
    (
        "🚀 أطلقت إيران قمرًا صناعيًّا بصاروخ روسي في 2024.",
        "وقّعت روسيا وإيران معاهدةً شاملة في 17 يناير 2025.",
        "وقال الوزير إن المعاهدة لا تُلزم أحدًا بالدفاع.",
        "سلّمت روسيا إيران أربع طائرات تدريب.",
        "وتنص المعاهدة على تبادل المعلومات.",
        "فالعقوبات تدفع البلدين إلى التقارب.",
        "بلغت التجارة 4.8 مليارات دولار في 2024.",
    )
)
HOSTILE_TEXT = f"Tehran denied {EVIL} on Monday.\nMoscow said {IMAGE} & 'so on'.\nThe two met."


def documents() -> tuple[Document, Document]:
    analysis = document(ARABIC, ARABIC_TEXT, title="تحليل", published="2025-02", language="ar")
    analysis = dataclasses.replace(
        analysis, blocks=tuple(dataclasses.replace(b, language="ar") for b in analysis.blocks)
    )
    return analysis, document(HOSTILE, HOSTILE_TEXT, title=f"{EVIL} notes", publisher=IMAGE)


def records() -> dict[str, list[Record]]:
    """The records by document, in the order of the text."""
    ar, evil = documents()
    launch = event(ar, "أطلقت إيران قمرًا صناعيًّا", "COOPERATE", ["IRN"], ["RUS"])
    launch = dataclasses.replace(launch, actors=(party(ar, "IRN", "إيران"),))
    speech = statement(ar, "وقال الوزير إن المعاهدة لا تُلزم", "say", "RUS", "الوزير")
    denial = statement(evil, EVIL, "deny", "IRN", name=IMAGE)
    denial = dataclasses.replace(
        denial, attribution=Attribution(code=None, name=EVIL, text=IMAGE), rules=(EVIL,)
    )
    return {
        ARABIC: [
            launch,
            event(ar, "وقّعت روسيا وإيران معاهدةً", "AGREE", ["RUS", "IRN"], date="2025-01-17"),
            speech,
            transfer(
                ar, "سلّمت روسيا إيران أربع طائرات", "RUS", "IRN", "Yak-130", "delivered", low=4
            ),
            provision(ar, "تبادل المعلومات", "RUS-IRN 2025", "intelligence sharing", True),
            influence(ar, "فالعقوبات تدفع البلدين", "western_sanctions", "partnership_depth", 1),
            indicator(ar, "4.8 مليارات دولار", "trade volume", 4.8e9, "USD", "2024"),
        ],
        HOSTILE: [
            denial,
            event(evil, f"Moscow said {IMAGE}", "CONSULT", [EVIL], [IMAGE], confidence=0.3),
            dataclasses.replace(
                event(evil, "The two met", "CONSULT"), actors=(Party(code="ISR", role=EVIL),)
            ),
        ],
    }


def make_case(folder: Path) -> Case:
    case = Case.create(folder, between=("RUS", "IRN"))
    with Ledger.open(case.ledger_path) as ledger:
        for one in documents():
            ledger.put_document(one)
        for name, found in records().items():
            ledger.replace_proposals(name, found, "rules/1")
    return case
