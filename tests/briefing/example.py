"""A small hand-made case: four documents, all six kinds of record, measures, a model.

The sentences are the project's own.  Records are found by their words, so that no offset is
written by hand; every consistent scenario is found by trying all of them.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from sharaka.briefing import (
    BriefInput,
    Citation,
    Critical,
    Descriptor,
    Failure,
    Futures,
    Judgement,
    Scenario,
    Variant,
    WhatIf,
)
from sharaka.evidence import (
    Attribution,
    Event,
    EventDate,
    Factor,
    Indicator,
    Influence,
    Item,
    Money,
    Party,
    Provision,
    Quantity,
    Record,
    Statement,
    Stretch,
    Transfer,
    check,
    record_id,
)
from sharaka.reading.document import Block, Diagnostic, Document, Metadata, Origin
from sharaka.weighing.measures import (
    Account,
    Conflict,
    ConflictSide,
    Deeds,
    Entry,
    ExchangeRow,
    Link,
    Measures,
    ProvisionRow,
    SpeakerRow,
    Treaty,
)

PAIR = ("RUS", "IRN")

_NAMES = {
    "RUS": ("روسيا", "Russia"), "IRN": ("إيران", "Iran"), "USA": ("الولايات المتحدة", "United States"),
    "UKR": ("أوكرانيا", "Ukraine"), "ISR": ("إسرائيل", "Israel"), "ARE": ("الإمارات", "United Arab Emirates"),
    "PRK": ("كوريا الشمالية", "North Korea"), "EU": ("الاتحاد الأوروبي", "European Union"),
}  # fmt: skip


def actor_name(code: str, language: str) -> str:
    return _NAMES.get(code, (code, code))[0 if language == "ar" else 1]


_TEXTS: dict[str, tuple[Metadata, list[tuple[str, str]]]] = {
    "ar-treaty.txt": (
        Metadata(title="معاهدة موسكو وطهران: ما لها وما عليها", publisher="مجلة الشرق والسياسة", author="ليلى حداد", published="2025-03-04", language="ar", url="https://example.org/ar/treaty?a=1&b=2"),
        [
            ("heading", "معاهدة موسكو وطهران: ما لها وما عليها"),
            ("paragraph", "وقّعت روسيا وإيران في موسكو يوم 17 يناير 2025 معاهدة شراكة شاملة مدتها عشرون عامًا. ولا تتضمن المعاهدة بندًا للدفاع المشترك، لكنها تمنع كل طرف من مساعدة من يعتدي على الطرف الآخر."),
            ("paragraph", "وتلزم المعاهدة البلدين بتوسيع التجارة واستخدام العملتين الوطنيتين، وتنص على مناورات عسكرية مشتركة، وعلى التعاون في مواجهة العقوبات. وقد دخلت حيز التنفيذ بعد 2025-10-02 بحسب البيان الرسمي."),
            ("paragraph", "قال سفير إيران في موسكو إن بلاده «لا تنتظر من أحد أن يقاتل نيابة عنها». وأكد مسؤول روسي أن تسليم المقاتلات سيجري في موعده، بينما نفى متحدث إيراني أن تكون بلاده قد تسلّمت أي مقاتلة."),
            ("paragraph", "فالعقوبات الغربية تدفع العاصمتين إحداهما نحو الأخرى، غير أن انعدام الثقة المتبادل يحدّ من عمق الشراكة، وعلاقات موسكو بدول الخليج تقيّدها هي أيضًا."),
        ],
    ),
    "ar-arms.html": (
        Metadata(title="السلاح بين الوعد والتسليم", publisher="مركز دراسات الخليج المستقل", published="2024-11", language="ar"),
        [
            ("heading", "السلاح بين الوعد والتسليم"),
            ("paragraph", "زوّدت إيران روسيا بمئات الطائرات المسيّرة منذ صيف عام 2022. وفي المقابل طلبت طهران منظومات الدفاع الجوي «إس-400» ولم تحصل عليها حتى اليوم."),
            ("paragraph", "واتهمت واشنطن طهران في سبتمبر 2024 بتسليم موسكو صواريخ باليستية قصيرة المدى، ونفت طهران ذلك. وتعهّدت موسكو بتسليم 24 مقاتلة من طراز «سو-35»."),
            ("paragraph", "بلغ حجم التبادل التجاري نحو 4.8 مليار دولار في عام 2024، وهو رقم متواضع إذا قورن بتجارة روسيا مع دول الخليج. وإذا اتفقت واشنطن وموسكو فقد يتراجع اعتماد موسكو على طهران."),
        ],
    ),
    "en-brief.pdf": (
        Metadata(title="Partners by Necessity", publisher="Northfield Institute", author="A. Marlow", published="2025-02-20", language="en", url="javascript:alert(1)"),
        [
            ("heading", "Partners by Necessity"),
            ("paragraph", "Russia and Iran held joint naval drills in the Gulf of Oman in March 2025. Moscow launched two Iranian satellites from Vostochny on 2024-11-05, and Tehran joined the Eurasian free-trade arrangement."),
            ("paragraph", "The war in Ukraine made Russia look for drones abroad. Drone deliveries, in turn, brought new Western sanctions on both countries, and sanctions push them closer still."),
            ("paragraph", "“We will not allow the region to burn,” the Russian president said in June 2025 after Israel struck Iranian air defences. Russia condemned the strikes but sent no weapons. An analyst at a European institute warned that Moscow's ties with Israel and the Gulf cap what it can offer."),
        ],
    ),
    "en-note.docx": (
        Metadata(publisher="Harbour Street Notes", language="en"),
        [
            ("paragraph", "The European Union sanctioned three Iranian firms over drone transfers on 14 October 2024. Tehran denies that it has sent missiles; <script>alert('x')</script> officials in Kyiv say that they have found their debris."),
            ("paragraph", "The 2001 treaty between the two states already barred each from aiding an aggressor. North Korea's 2024 treaty with Russia, by contrast, obliges each to defend the other."),
        ],
    ),
}  # fmt: skip


def _document(identity: str) -> Document:
    metadata, parts = _TEXTS[identity]
    text, blocks = "", []
    for kind, words in parts:
        start = len(text)
        text += words
        blocks.append(
            Block(start=start, end=len(text), kind=kind, language=metadata.language or "en")
        )  # type: ignore[arg-type]
        text += "\n\n"
    noticed: tuple[Diagnostic, ...] = ()
    if identity.endswith("pdf"):
        noticed = (Diagnostic(code="engines-differ", message="two engines read this page differently", severity="review", page=2),)  # fmt: skip
    return Document(
        id=identity, text=text.rstrip(), blocks=tuple(blocks), sentences=(), metadata=metadata,
        origins=(Origin(start=0, end=len(text.rstrip())),), diagnostics=noticed,
    )  # fmt: skip


DOCUMENTS = tuple(_document(identity) for identity in _TEXTS)
_BY_ID = {document.id: document for document in DOCUMENTS}


def _base(kind: str, document: str, quote: str, **more: Any) -> dict[str, Any]:
    text = _BY_ID[document].text
    start = text.index(quote)
    end = start + len(quote)
    return {
        "id": record_id(document, kind, start, end, more.pop("ordinal", 0)),  # type: ignore[arg-type]
        "document": document, "coder": more.pop("coder", "rules/1"),
        "confidence": more.pop("confidence", 0.7), "sentence": Stretch(start, end, quote),
        "quote": quote, "start": start, "end": end, "state": more.pop("state", "proposed"),
        "attribution": more.pop("attribution", None),
    }  # fmt: skip


def _party(code: str | None, name: str | None = None, role: str | None = None) -> Party:
    return Party(code=code, name=name, role=role)


def _date(edtf: str | None, basis: str | None = None) -> EventDate:
    return EventDate(edtf=edtf, basis=basis or ("stated" if edtf else "unknown"))  # type: ignore[arg-type]


def _event(document: str, quote: str, kind: str, actors: str, recipients: str, date: str | None, modality: str = "actual", **more: Any) -> Event:  # fmt: skip
    return Event(
        **_base("event", document, quote, **more), type=kind, modality=modality, date=_date(date),  # type: ignore[arg-type]
        actors=tuple(map(_party, actors.split())), recipients=tuple(map(_party, recipients.split())),
    )  # fmt: skip


def _transfer(document: str, quote: str, way: tuple[str, str], item: Item, status: str, date: str | None = None, **more: Any) -> Transfer:  # fmt: skip
    quantity, value = more.pop("quantity", None), more.pop("value", None)
    return Transfer(
        **_base("transfer", document, quote, **more), supplier=_party(way[0]), recipient=_party(way[1]),
        item=item, status=status, date=_date(date), quantity=quantity, value=value,  # type: ignore[arg-type]
    )  # fmt: skip


def _provision(document: str, quote: str, treaty: str, parties: tuple[str, str], obligation: str, present: bool, **more: Any) -> Provision:  # fmt: skip
    return Provision(**_base("provision", document, quote, **more), treaty=treaty, parties=parties, obligation=obligation, present=present)  # type: ignore[arg-type]  # fmt: skip


def _influence(document: str, quote: str, cause: str, effect: str, sign: int, modality: str = "actual", **more: Any) -> Influence:  # fmt: skip
    return Influence(
        **_base("influence", document, quote, **more), sign=sign, modality=modality,  # type: ignore[arg-type]
        cause=Factor(text=cause, factor=cause), effect=Factor(text=effect, factor=effect),
    )  # fmt: skip


def _statement(document: str, quote: str, act: str, code: str | None, name: str, themes: str, **more: Any) -> Statement:  # fmt: skip
    role = more.pop("role", None)
    return Statement(**_base("statement", document, quote, **more), act=act, speaker=_party(code, name, role), themes=tuple(themes.split(",")))  # fmt: skip


T25, T01, TNK = "RUS-IRN 2025", "RUS-IRN 2001", "RUS-PRK 2024"
_RI, _IR = PAIR, PAIR[::-1]

_MADE: dict[str, Record] = {
    "sign": _event("ar-treaty.txt", "وقّعت روسيا وإيران في موسكو يوم 17 يناير 2025 معاهدة شراكة شاملة مدتها عشرون عامًا", "AGREE", "RUS IRN", "RUS IRN", "2025-01-17", state="accepted", confidence=0.9),
    "force": _event("ar-treaty.txt", "دخلت حيز التنفيذ بعد 2025-10-02", "AGREE", "RUS IRN", "RUS IRN", "2025-10-02"),
    "drills": _event("en-brief.pdf", "Russia and Iran held joint naval drills in the Gulf of Oman in March 2025", "COOPERATE", "RUS IRN", "RUS IRN", "2025-03"),
    "launch": _event("en-brief.pdf", "Moscow launched two Iranian satellites from Vostochny on 2024-11-05", "COOPERATE", "RUS", "IRN", "2024-11-05"),
    "joined": _event("en-brief.pdf", "Tehran joined the Eurasian free-trade arrangement", "AGREE", "IRN", "RUS", None),
    "struck": _event("en-brief.pdf", "Israel struck Iranian air defences", "ASSAULT", "ISR", "IRN", "2025-06"),
    "condemn": _event("en-brief.pdf", "Russia condemned the strikes but sent no weapons", "ACCUSE", "RUS", "ISR", "2025-06"),
    "sanction": _event("en-note.docx", "The European Union sanctioned three Iranian firms over drone transfers on 14 October 2024", "SANCTION", "EU", "IRN", "2024-10-14", state="edited", coder="analyst:R. Saleh"),
    "accuse": _event("ar-arms.html", "واتهمت واشنطن طهران في سبتمبر 2024 بتسليم موسكو صواريخ باليستية قصيرة المدى", "ACCUSE", "USA", "IRN", "2024-09"),
    "give_uav": _event("ar-arms.html", "زوّدت إيران روسيا بمئات الطائرات المسيّرة منذ صيف عام 2022", "AID", "IRN", "RUS", "2022-22"),
    "ask": _event("ar-arms.html", "طلبت طهران منظومات الدفاع الجوي «إس-400»", "REQUEST", "IRN", "RUS", None),
    "rejected": _event("en-note.docx", "officials in Kyiv say that they have found their debris", "ACCUSE", "UKR", "IRN", None, state="rejected"),
    "uav": _transfer("ar-arms.html", "زوّدت إيران روسيا بمئات الطائرات المسيّرة", _IR, Item(designation="طائرات مسيّرة", category="unmanned aircraft"), "delivered", "2022", quantity=Quantity(text="مئات", low=200, high=999), confidence=0.85),
    "s400": _transfer("ar-arms.html", "طلبت طهران منظومات الدفاع الجوي «إس-400» ولم تحصل عليها حتى اليوم", _RI, Item(designation="إس-400", category="air defence systems"), "requested"),
    "missiles": _transfer("ar-arms.html", "بتسليم موسكو صواريخ باليستية قصيرة المدى", _IR, Item(designation="صواريخ باليستية قصيرة المدى", category="missiles"), "alleged", "2024-09", attribution=Attribution(code="USA", name=None, text="واشنطن")),
    "missiles_no": _transfer("en-note.docx", "Tehran denies that it has sent missiles", _IR, Item(designation="missiles", category="missiles"), "denied"),
    "su35": _transfer("ar-arms.html", "وتعهّدت موسكو بتسليم 24 مقاتلة من طراز «سو-35»", _RI, Item(designation="سو-35", category="aircraft"), "planned", quantity=Quantity(text="24", low=24, high=24)),
    "su35_no": _transfer("ar-treaty.txt", "نفى متحدث إيراني أن تكون بلاده قد تسلّمت أي مقاتلة", _RI, Item(designation="مقاتلة", category="aircraft"), "denied"),
    "satellites": _transfer("en-brief.pdf", "launched two Iranian satellites", _RI, Item(designation="satellite launch", category="space"), "delivered", "2024-11-05", quantity=Quantity(text="two", low=2, high=2), value=Money(amount=40_000_000, currency="USD")),
    "no_defence": _provision("ar-treaty.txt", "ولا تتضمن المعاهدة بندًا للدفاع المشترك", T25, PAIR, "defense", False, state="accepted"),
    "neutral": _provision("ar-treaty.txt", "تمنع كل طرف من مساعدة من يعتدي على الطرف الآخر", T25, PAIR, "neutrality", True),
    "trade": _provision("ar-treaty.txt", "وتلزم المعاهدة البلدين بتوسيع التجارة", T25, PAIR, "trade", True),
    "money": _provision("ar-treaty.txt", "استخدام العملتين الوطنيتين", T25, PAIR, "national currencies", True),
    "exercises": _provision("ar-treaty.txt", "تنص على مناورات عسكرية مشتركة", T25, PAIR, "joint exercises", True),
    "resist": _provision("ar-treaty.txt", "التعاون في مواجهة العقوبات", T25, PAIR, "sanctions resistance", True),
    "old_neutral": _provision("en-note.docx", "The 2001 treaty between the two states already barred each from aiding an aggressor", T01, PAIR, "neutrality", True),
    "nk_defence": _provision("en-note.docx", "obliges each to defend the other", TNK, ("RUS", "PRK"), "defense", True),
    "sanctions_push": _influence("ar-treaty.txt", "فالعقوبات الغربية تدفع العاصمتين إحداهما نحو الأخرى", "western_sanctions", "partnership_depth", 1),
    "distrust": _influence("ar-treaty.txt", "انعدام الثقة المتبادل يحدّ من عمق الشراكة", "mutual_distrust", "partnership_depth", -1),
    "gulf": _influence("ar-treaty.txt", "وعلاقات موسكو بدول الخليج تقيّدها هي أيضًا", "gulf_ties", "partnership_depth", -1),
    "deal": _influence("ar-arms.html", "وإذا اتفقت واشنطن وموسكو فقد يتراجع اعتماد موسكو على طهران", "us_russia_relations", "partnership_depth", -1, "conditional"),
    "war": _influence("en-brief.pdf", "The war in Ukraine made Russia look for drones abroad", "ukraine_war", "arms_transfers", 1),
    "drone_sanctions": _influence("en-brief.pdf", "Drone deliveries, in turn, brought new Western sanctions on both countries", "arms_transfers", "western_sanctions", 1),
    "closer": _influence("en-brief.pdf", "sanctions push them closer still", "western_sanctions", "partnership_depth", 1),
    "demand": _influence("en-brief.pdf", "made Russia look for drones abroad", "arms_transfers", "partnership_depth", 1, confidence=0.5),
    "israel": _influence("en-brief.pdf", "Moscow's ties with Israel and the Gulf cap what it can offer", "israel_ties", "partnership_depth", -1),
    "tension": _influence("en-brief.pdf", "Drone deliveries, in turn, brought new Western sanctions", "partnership_depth", "western_concern", 1, ordinal=1, confidence=0.4),
    "fight": _statement("ar-treaty.txt", "قال سفير إيران في موسكو إن بلاده «لا تنتظر من أحد أن يقاتل نيابة عنها»", "say", "IRN", "سفير إيران في موسكو", "defence", role="سفير"),
    "on_time": _statement("ar-treaty.txt", "وأكد مسؤول روسي أن تسليم المقاتلات سيجري في موعده", "promise", "RUS", "مسؤول روسي", "arms"),
    "no_jets": _statement("ar-treaty.txt", "نفى متحدث إيراني أن تكون بلاده قد تسلّمت أي مقاتلة", "deny", "IRN", "متحدث إيراني", "arms"),
    "burn": _statement("en-brief.pdf", "“We will not allow the region to burn,” the Russian president said in June 2025", "promise", "RUS", "Vladimir Putin", "regional stability,defence", role="president"),
    "cap": _statement("en-brief.pdf", "An analyst at a European institute warned that Moscow's ties with Israel and the Gulf cap what it can offer", "warn", None, "European analyst", "limits,arms"),
    "volume": Indicator(**_base("indicator", "ar-arms.html", "بلغ حجم التبادل التجاري نحو 4.8 مليار دولار في عام 2024"), measure="trade volume", value=4.8e9, unit="USD", date=_date("2024")),
}  # fmt: skip

RECORDS = tuple(_MADE.values())
for _record in RECORDS:
    check(_record, _BY_ID[_record.document].text)


def _ids(*keys: str) -> tuple[str, ...]:
    return tuple(_MADE[key].id for key in keys)


def _entry(*keys: str) -> Entry:
    first = _MADE[keys[0]]
    assert isinstance(first, Event)
    return Entry(
        id=f"x-{first.id}", kind="event", type=first.type, modality=first.modality, date=first.date,
        actors=tuple(p.code or "" for p in first.actors), recipients=tuple(p.code or "" for p in first.recipients),
        label=first.quote, records=_ids(*keys),
        accounts=tuple(Account(document=_MADE[k].document, source=None, records=_ids(k)) for k in keys),
    )  # fmt: skip


def _row(*keys: str, disputed: bool = False) -> ExchangeRow:
    first = _MADE[keys[0]]
    assert isinstance(first, Transfer)
    assert first.supplier
    assert first.recipient
    return ExchangeRow(
        supplier=first.supplier.code or "", recipient=first.recipient.code or "",
        designation=first.item.designation, category=first.item.category, status=first.status,
        statuses=tuple(dict.fromkeys(_MADE[k].status for k in keys)),  # type: ignore[attr-defined]
        quantity=first.quantity.text if first.quantity else None,
        low=first.quantity.low if first.quantity else None, high=first.quantity.high if first.quantity else None,
        amount=first.value.amount if first.value else None, currency=first.value.currency if first.value else None,
        date=first.date, disputed=disputed, records=_ids(*keys),
    )  # fmt: skip


def _speaker(*keys: str) -> SpeakerRow:
    said = [_MADE[key] for key in keys]
    first = said[0]
    assert isinstance(first, Statement)
    acts: dict[str, int] = {}
    themes: dict[str, int] = {}
    for one in said:
        assert isinstance(one, Statement)
        acts[one.act] = acts.get(one.act, 0) + 1
        for theme in one.themes:
            themes[theme] = themes.get(theme, 0) + 1
    return SpeakerRow(
        code=first.speaker.code, name=first.speaker.name or "", office=first.speaker.role,
        acts=tuple(acts.items()), themes=tuple(themes.items()), records=_ids(*keys),
    )  # fmt: skip


def _treaty(identity: str, year: str, keys: str, depth: float) -> Treaty:
    rows = [_MADE[key] for key in keys.split()]
    parties: tuple[str, ...] = ()
    provisions = []
    for row in rows:
        assert isinstance(row, Provision)
        parties = row.parties
        provisions.append(ProvisionRow(obligation=row.obligation, present=row.present, disputed=False, records=(row.id,)))  # fmt: skip
    return Treaty(
        id=identity, parties=parties, year=year, provisions=tuple(provisions), depth=depth, depth_max=8.0,
        formula="3·defense + 2·consultation + 1·(neutrality or nonaggression) + 0.5·each economic field",
        records=_ids(*keys.split()),
    )  # fmt: skip


def _link(*keys: str) -> Link:
    first = _MADE[keys[0]]
    assert isinstance(first, Influence)
    conditional = sum(_MADE[k].modality == "conditional" for k in keys)  # type: ignore[attr-defined]
    return Link(
        cause=first.cause.factor or "", effect=first.effect.factor or "", sign=first.sign, contested=False,
        actual=len(keys) - conditional, conditional=conditional, records=_ids(*keys),
    )  # fmt: skip


MEASURES = Measures(
    pair=PAIR,
    timeline=tuple(_entry(k) for k in ("sign", "force", "drills", "launch", "joined", "struck", "condemn", "sanction", "accuse", "give_uav", "ask")),
    exchange=(_row("uav"), _row("s400"), _row("missiles", "missiles_no", disputed=True), _row("su35", "su35_no", disputed=True), _row("satellites")),
    words=tuple(_speaker(k) for k in ("fight", "on_time", "no_jets", "burn", "cap")),
    treaties=(
        _treaty(T25, "2025", "no_defence neutral trade money exercises resist", 3.5),
        _treaty(T01, "2001", "old_neutral", 1.0),
        _treaty(TNK, "2024", "nk_defence", 3.0),
    ),
    conflicts=(
        Conflict(kind="denial", about="صواريخ باليستية قصيرة المدى", records=_ids("missiles", "missiles_no"), sides=(
            ConflictSide(who="الولايات المتحدة", claim=_MADE["missiles"].quote, records=_ids("missiles")),
            ConflictSide(who="Iran", claim=_MADE["missiles_no"].quote, records=_ids("missiles_no")),
        )),
    ),
    links=(_link("sanctions_push", "closer"), _link("distrust"), _link("gulf"), _link("deal"), _link("war"), _link("drone_sanctions"), _link("demand"), _link("israel"), _link("tension")),
    deeds=(
        Deeds(actor="RUS", recipient="IRN", verbal=2, material=2, conflict=0, delivered=1, open=2, records=_ids("sign", "force", "drills", "launch")),
        Deeds(actor="IRN", recipient="RUS", verbal=3, material=2, conflict=1, delivered=1, open=1, records=_ids("sign", "force", "joined", "drills", "give_uav", "ask")),
    ),
)  # fmt: skip


def _descriptor(identity: str, ar: str, en: str, variants: str, now: int) -> Descriptor:
    made = []
    for part in variants.split("|"):
        arabic, english = part.split("/")
        made.append(Variant(id=english, names={"ar": arabic, "en": english}))
    return Descriptor(id=identity, names={"ar": ar, "en": en}, variants=tuple(made), now=now)


DESCRIPTORS = (
    _descriptor("us_russia", "العلاقات الأمريكية الروسية", "US–Russia relations", "صفقة/deal|مواجهة/confrontation", 1),
    _descriptor("sanctions", "العقوبات على البلدين", "Sanctions on both", "تخفيف/eased|إبقاء/kept|تشديد/tightened", 2),
    _descriptor("gulf", "صلات روسيا بالخليج", "Russia's Gulf ties", "عميقة/deep|فاترة/cool", 0),
    _descriptor("form", "شكل الشراكة", "Form of the partnership", "تبادل مصالح/transactional|شراكة استراتيجية/strategic|تحالف/alliance", 1),
)  # fmt: skip


def _judge(source: tuple[int, int], target: tuple[int, int], value: float, key: str = "") -> Judgement:  # fmt: skip
    record = _MADE[key] if key else None
    cited = (Citation(document=record.document, quote=record.quote),) if record else ()
    return Judgement(source=source, target=target, value=value, evidence=cited)


JUDGEMENTS = (
    _judge((0, 0), (1, 0), 2), _judge((0, 0), (1, 2), -2), _judge((0, 1), (1, 2), 2, "sanction"),
    _judge((0, 1), (1, 0), -2), _judge((0, 0), (3, 0), 2, "deal"), _judge((0, 0), (3, 2), -3),
    _judge((0, 1), (3, 1), 1), _judge((1, 2), (3, 1), 2, "sanctions_push"), _judge((1, 0), (3, 0), 1),
    _judge((2, 0), (3, 2), -3, "israel"), _judge((2, 0), (3, 0), 1, "gulf"), _judge((2, 1), (3, 2), 2),
    _judge((3, 2), (2, 1), 2), _judge((3, 2), (2, 0), -2), _judge((3, 0), (2, 0), 1),
    replace(_judge((1, 1), (3, 1), 1), note={"ar": "قياسًا على ما جرى بين عامي 2018 و2022.", "en": "By analogy with 2018 to 2022."}),
)  # fmt: skip


def _balance(z: tuple[int, ...], target: int, variant: int) -> float:
    return sum(j.value for j in JUDGEMENTS if j.target == (target, variant) and z[j.source[0]] == j.source[1])  # fmt: skip


def _consistent(z: tuple[int, ...]) -> bool:
    return all(
        _balance(z, i, z[i]) >= max(_balance(z, i, v) for v in range(len(d.variants)))
        for i, d in enumerate(DESCRIPTORS)
    )


def _all(pins: dict[int, int]) -> list[tuple[int, ...]]:
    choices = [[pins[i]] if i in pins else range(len(d.variants)) for i, d in enumerate(DESCRIPTORS)]  # fmt: skip
    return [z for z in itertools.product(*choices) if all(i in pins or _balance(z, i, z[i]) >= max(_balance(z, i, v) for v in range(len(d.variants))) for i, d in enumerate(DESCRIPTORS))]  # fmt: skip


def _scenario(z: tuple[int, ...]) -> Scenario:
    carrying = [n for n, j in enumerate(JUDGEMENTS) if z[j.source[0]] == j.source[1] and z[j.target[0]] == j.target[1] and j.value > 0]  # fmt: skip
    carrying.sort(key=lambda n: -JUDGEMENTS[n].value)
    critical = []
    for n in carrying:
        i, v = JUDGEMENTS[n].target
        slack = _balance(z, i, v) - max(_balance(z, i, w) for w in range(len(DESCRIPTORS[i].variants)) if w != v)  # fmt: skip
        critical.append(Critical(judgement=n, change=-(slack + 1)))
    critical.sort(key=lambda c: -c.change)
    return Scenario(
        variants=z, tis=sum(_balance(z, i, v) for i, v in enumerate(z)),
        supports=tuple(carrying), critical=tuple(critical[:3]),
    )  # fmt: skip


FUTURES = Futures(
    descriptors=DESCRIPTORS,
    judgements=JUDGEMENTS,
    scenarios=tuple(_scenario(z) for z in _all({})),
    matrix_hash="8f2c41d09be7a6535cf1d8e20a94b7c3",
    nodes=36,
    today_consistent=_consistent(tuple(d.now or 0 for d in DESCRIPTORS)),
    what_ifs=(
        WhatIf(pins=((0, 0),), scenarios=tuple(_all({0: 0}))),
        WhatIf(pins=((2, 1),), scenarios=tuple(_all({2: 1}))),
    ),
)

GIVEN = BriefInput(
    names={"ar": "روسيا وإيران: حالة للتجربة", "en": "Russia and Iran: a trial case"},
    pair=PAIR,
    documents=DOCUMENTS,
    records=RECORDS,
    measures=MEASURES,
    futures=FUTURES,
    generated="2025-11-21",
    failures=(Failure(file="sources/scan.pdf", message="scan.pdf: every page is a picture without text. Run it through character recognition first."),),
    actor_name=actor_name,
)  # fmt: skip


def records(*keys: str) -> tuple[str, ...]:
    """Record ids by the short names used here."""
    return _ids(*keys)
