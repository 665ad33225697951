"""Quantities: tables of sentences in the manner of the news, then what holds for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharaka.coding.dates import find_dates
from sharaka.coding.number_words import number_at
from sharaka.coding.quantities import QuantityHit, find_quantities
from sharaka.coding.scan import scan
from sharaka.coding.wordbook import book, entries
from sharaka.errors import LexiconError

M, G, T = 1e6, 1e9, 1e12

#: (sentence, words, low, high, unit or currency)
EXACT_AR = [
    ("ضخّ الصندوق 12 مليار دولار في المشروع", "12 مليار دولار", 12 * G, "USD"),
    ("بقيمة ٣٥٠ مليون يورو", "٣٥٠ مليون يورو", 350 * M, "EUR"),
    ("قرض من 90 مليار روبل", "90 مليار روبل", 90 * G, "RUB"),
    ("منحة تبلغ 1.5 مليار دولار أمريكي", "1.5 مليار دولار أمريكي", 1.5 * G, "USD"),
    ("منحة تبلغ 2,75 مليار دولار", "2,75 مليار دولار", 2.75 * G, "USD"),
    ("دفعت 40 ألف درهم", "40 ألف درهم", 40_000, "AED"),
    ("غرامة 7 ملايين ريال سعودي", "7 ملايين ريال سعودي", 7 * M, "SAR"),
    ("ميزانية 9 مليارات ريال إيراني", "9 مليارات ريال إيراني", 9 * G, "IRR"),
    ("غرامة 5 آلاف دينار كويتي", "5 آلاف دينار كويتي", 5000, "KWD"),
    ("دعم قدره 3 ملايين جنيه إسترليني", "3 ملايين جنيه إسترليني", 3 * M, "GBP"),
    ("عقد بـ600 مليون يوان", "600 مليون يوان", 600 * M, "CNY"),
    ("دين يبلغ 3 مليارات و400 مليون دولار", "3 مليارات و400 مليون دولار", 3.4 * G, "USD"),
    ("استثمار تريليون دولار", "تريليون دولار", T, "USD"),
    ("قرض بمليوني يورو", "مليوني يورو", 2 * M, "EUR"),
    ("خسائر بنصف مليار دولار", "نصف مليار دولار", 0.5 * G, "USD"),
    ("خسائر مليار ونصف المليار دولار", "مليار ونصف المليار دولار", 1.5 * G, "USD"),
    ("غرامة 5000 ليرة", "5000 ليرة", 5000, "lira"),
    ("ارتفعت 7٪ على أساس سنوي", "7٪", 7, "percent"),
    ("ارتفعت 3.2% فقط", "3.2%", 3.2, "percent"),
    ("ارتفعت %15 فقط", "%15", 15, "percent"),
    ("تراجع بنسبة 12 في المئة", "12 في المئة", 12, "percent"),
    ("تراجع بنسبة 12,5 بالمئة", "12,5 بالمئة", 12.5, "percent"),
    ("حصة عشرين بالمائة", "عشرين بالمائة", 20, "percent"),
    ("تصدّر 1,3 مليون برميل يوميًا", "1,3 مليون برميل يوميًا", 1.3 * M, "barrel/day"),
    ("تنتج 700 ألف برميل في اليوم", "700 ألف برميل في اليوم", 700_000, "barrel/day"),
    ("خزّنت 30 مليون برميل", "30 مليون برميل", 30 * M, "barrel"),
    ("تضخ 55 مليار متر مكعب سنويا", "55 مليار متر مكعب سنويا", 55 * G, "m3/year"),
    ("نقلت 1,200 طن من القمح", "1,200 طن", 1200, "tonne"),
    ("نقلت 1.200 طن من القمح", "1.200 طن", 1200, "tonne"),
    ("نقلت ١٬٢٥٠٬٠٠٠ طن", "١٬٢٥٠٬٠٠٠ طن", 1_250_000, "tonne"),
    ("مداه 2,000 كيلومتر", "2,000 كيلومتر", 2000, "km"),
    ("على بعد خمسة وأربعين كيلومترا", "خمسة وأربعين كيلومترا", 45, "km"),
    ("خصّبت 60 كيلوغراما من اليورانيوم", "60 كيلوغراما", 60, "kg"),
    ("تتألف المعاهدة من 47 مادة", "47 مادة", 47, "article"),
    ("مدتها 20 عامًا", "20 عامًا", 20, "year"),
    ("مدتها عشرون سنة", "عشرون سنة", 20, "year"),
    ("هدنة لستين يوما", "ستين يوما", 60, "day"),
    ("مهلة شهرين للرد", "شهرين", 2, "month"),
    ("على مدى السنوات الخمس المقبلة", "السنوات الخمس", 5, "year"),
    ("دام القتال ثلاث سنوات ونصف", "ثلاث سنوات ونصف", 3.5, "year"),
    ("سلّمت 24 مقاتلة", "24", 24, None),
    ("أطلقت مئة وثمانين صاروخا", "مئة وثمانين", 180, None),
    ("أطلقت ثلاثمئة صاروخ", "ثلاثمئة", 300, None),
    ("أطلقت ثلاث مئة وخمسة عشر صاروخا", "ثلاث مئة وخمسة عشر", 315, None),
    ("نشرت ألفين وخمسمئة جندي", "ألفين وخمسمئة", 2500, None),
    ("نشرت خمسة آلاف ومئتي جندي", "خمسة آلاف ومئتي", 5200, None),
    ("نشرت مئة وعشرين ألف جندي", "مئة وعشرين ألف", 120_000, None),
    ("أسقطت إحدى عشرة مسيّرة", "إحدى عشرة", 11, None),
    ("شارك اثنا عشر وزيرا", "اثنا عشر", 12, None),
    ("بين الدول الست", "الست", 6, None),
    ("سعره 80 دولارا للبرميل", "80 دولارا للبرميل", 80, "USD"),
]

EXACT_EN = [
    ("a $4.5 billion loan", "$4.5 billion", 4.5 * G, "USD"),
    ("worth US$40bn over time", "US$40bn", 40 * G, "USD"),
    ("worth $800m in 2016", "$800m", 800 * M, "USD"),
    ("a tunnel 800m long", "800m", 800, "m"),
    ("worth 3 billion US dollars", "3 billion US dollars", 3 * G, "USD"),
    ("worth USD 250 million", "USD 250 million", 250 * M, "USD"),
    ("a €6 million grant", "€6 million", 6 * M, "EUR"),
    ("₽90 billion was lent", "₽90 billion", 90 * G, "RUB"),
    ("90 billion roubles was lent", "90 billion roubles", 90 * G, "RUB"),
    ("two and a half billion euros", "two and a half billion euros", 2.5 * G, "EUR"),
    ("half a million shells", "half a million", 500_000, None),
    ("twenty-four fighters", "twenty-four", 24, None),
    ("one hundred and eighty missiles", "one hundred and eighty", 180, None),
    ("three thousand five hundred troops", "three thousand five hundred", 3500, None),
    ("a dozen warships", "a dozen", 12, None),
    ("rose 3.2 per cent", "3.2 per cent", 3.2, "percent"),
    ("rose 15% last quarter", "15%", 15, "percent"),
    ("pumps 1.3 million barrels per day", "1.3 million barrels per day", 1.3 * M, "barrel/day"),
    ("pumps 700,000 bpd", "700,000 bpd", 700_000, "barrel/day"),
    ("pumps 55 bcm of gas", "55 bcm", 55 * G, "m3"),
    ("sold 1,250,000 tonnes", "1,250,000 tonnes", 1_250_000, "tonne"),
    ("a 20-year pact", "20-year", 20, "year"),
    ("the treaty has 47 articles", "47 articles", 47, "article"),
    ("enough for 1.200 km", "1.200 km", 1.2, "km"),
]

#: (language, sentence, words, low, high, approximate)
BOUNDED = [
    ("ar", "صفقة بنحو 3 مليارات دولار", "نحو 3 مليارات دولار", 3 * G, 3 * G, True),
    ("ar", "حوالي أربعين مسيّرة", "حوالي أربعين", 40, 40, True),
    ("ar", "قرابة ألفي مقاتل", "قرابة ألفي", 2000, 2000, True),
    ("ar", "50 طنا تقريبا", "50 طنا تقريبا", 50, 50, True),
    ("ar", "أكثر من 300 صاروخ", "أكثر من 300", 300, None, False),
    ("ar", "ما لا يقل عن عشرة قتلى", "ما لا يقل عن عشرة", 10, None, False),
    ("ar", "ما يزيد على مليون لاجئ", "ما يزيد على مليون", M, None, False),
    ("ar", "تجاوزت 5 مليارات دولار", "تجاوزت 5 مليارات دولار", 5 * G, None, False),
    ("ar", "إلى ما دون 300 ألف برميل يوميا", "ما دون 300 ألف برميل يوميا", None, 300_000, False),
    ("ar", "أقل من 5% من التجارة", "أقل من 5%", None, 5, False),
    ("ar", "ما يصل إلى 6 آلاف مسيّرة", "ما يصل إلى 6 آلاف", None, 6000, False),
    ("ar", "لا يتجاوز ملياري دولار", "لا يتجاوز ملياري دولار", None, 2 * G, False),
    ("ar", "أكثر من عقد من التعاون", "أكثر من عقد", 1, None, False),
    ("ar", "بين 3 و5 مليارات دولار", "بين 3 و5 مليارات دولار", 3 * G, 5 * G, False),
    ("ar", "من 10 إلى 20 مقاتلة", "من 10 إلى 20", 10, 20, False),
    ("ar", "3-5 صواريخ", "3-5", 3, 5, False),
    ("ar", "ما بين 800 ألف ومليون برميل", "ما بين 800 ألف ومليون برميل", 800_000, M, False),
    ("ar", "بمئات الصواريخ", "مئات", 200, 999, True),
    ("ar", "وعشرات الدول", "عشرات", 20, 99, True),
    ("ar", "آلاف الوحدات", "آلاف", 2000, 9999, True),
    ("ar", "عشرات الآلاف من الجنود", "عشرات الآلاف", 20_000, 99_999, True),
    ("ar", "مئات الملايين من الدولارات", "مئات الملايين من الدولارات", 200 * M, G - 1, True),
    ("ar", "عدة مئات من الصواريخ", "عدة مئات", 300, 999, True),
    ("ar", "بضعة آلاف من المقاتلين", "بضعة آلاف", 3000, 9999, True),
    ("ar", "بعدة وحدات", "عدة", 3, 9, True),
    ("ar", "مليارات الدولارات", "مليارات الدولارات", 2 * G, 10 * G - 1, True),
    ("en", "about 40 drones", "about 40", 40, 40, True),
    ("en", "more than 300 missiles", "more than 300", 300, None, False),
    ("en", "at least $2 billion", "at least $2 billion", 2 * G, None, False),
    ("en", "up to 2,000 troops", "up to 2,000", None, 2000, False),
    ("en", "fewer than 5 percent", "fewer than 5 percent", None, 5, False),
    ("en", "between 3 and 5 billion dollars", "between 3 and 5 billion dollars", 3 * G, 5 * G, False),
    ("en", "$100-150 million", "$100-150 million", 100 * M, 150 * M, False),
    ("en", "from 10 to 20 aircraft", "from 10 to 20", 10, 20, False),
    ("en", "dozens of drones", "dozens", 24, 99, True),
    ("en", "hundreds of missiles", "hundreds", 200, 999, True),
    ("en", "tens of thousands of shells", "tens of thousands", 20_000, 99_999, True),
    ("en", "several units", "several", 3, 9, True),
    ("en", "several hundred advisers", "several hundred", 300, 999, True),
    ("en", "a few billion dollars", "a few billion dollars", 3 * G, 10 * G - 1, True),
    ("fa", "بیش از ۵۰ میلیون دلار", "بیش از ۵۰ میلیون دلار", 50 * M, None, False),
]  # fmt: skip

NOTHING = [
    ("ar", "منظومة S-300 ومقاتلات Su-35 وسو-35 وإس 400 وفاتح–110"),
    ("ar", "القرار 2231 والمادة 5 من الميثاق"),
    ("ar", "مجموعة 5+1 وصيغة 4+1"),
    ("ar", "فاز 2-1 ثم تعادل 1 - 1"),
    ("ar", "واحدة من أخطر الأزمات وأحد الجانبين"),
    ("ar", "في 17 يناير 2025 وفي عام 2016"),
    ("ar", "كما ورد في التقرير.12"),
    ("ar", "عدّه الخبراء إنجازا"),
    ("ar", "الساعة الثانية عشرة ظهرا"),
    ("ar", "https://example.org/?p=10153"),
    ("ar", "لست متأكدا من ذلك"),
    ("ar", "تطبيق قرار مجلس الأمن الدولي 1701 في الجنوب"),
    ("ar", "كأس العالم 2006 بألمانيا"),
    ("ar", "مجموعة العشرين"),
    ("en", "Article 5, Resolution 2231, page 12"),
    ("en", "the S-400, the Su-35, MiG 29 and the F-16"),
    ("en", "P5+1 and the 5+1 group"),
    ("en", "one of the states and no one else"),
    ("en", "on 17 January 2025, in 2016"),
    ("en", "the 5th round, the 20th century"),
    ("en", "a 2-1 win and a 3:2 loss"),
]


def _one(text: str, language: str) -> QuantityHit:
    hits = find_quantities(text, language)
    assert len(hits) == 1, hits
    return hits[0]


@pytest.mark.parametrize(
    ("language", "text", "words", "value", "measure"),
    [("ar", *row) for row in EXACT_AR] + [("en", *row) for row in EXACT_EN],
)
def test_exact(language: str, text: str, words: str, value: float, measure: str | None) -> None:
    hit = [hit for hit in find_quantities(text, language) if hit.text == words]
    assert hit, find_quantities(text, language)
    assert hit[0].low == hit[0].high == pytest.approx(value)
    assert not hit[0].approximate
    currency = measure if measure and measure.isupper() else None
    assert (hit[0].currency, hit[0].unit) == (currency, None if currency else measure)


@pytest.mark.parametrize(("language", "text", "words", "low", "high", "approximate"), BOUNDED)
def test_bounds(
    language: str, text: str, words: str, low: float | None, high: float | None, approximate: bool
) -> None:
    hit = _one(text, language)
    assert (hit.text, hit.low, hit.high, hit.approximate) == (words, low, high, approximate)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_counts_nothing(language: str, text: str) -> None:
    assert find_quantities(text, language) == []


def test_a_rate_names_what_it_is_counted_by() -> None:
    assert _one("بسعر 80 دولارا للبرميل", "ar").per == "barrel"
    assert _one("at $80 a barrel", "en").per == "barrel"
    assert _one("600 ألف برميل يوميا", "ar").per == "day"
    assert _one("90 مليار دولار سنويا", "ar").unit is None
    assert _one("90 مليار دولار سنويا", "ar").per == "year"


def test_two_quantities_in_a_sentence_stay_two() -> None:
    text = "كانت 2,5 مليون برميل يوميا في عام 2017 ثم صارت ما دون 400 ألف برميل يوميا في سنة 2020"
    hits = find_quantities(text, "ar")
    assert [(hit.low, hit.high) for hit in hits] == [(2.5 * M, 2.5 * M), (None, 400_000)]


@pytest.mark.parametrize(
    ("text", "arabic", "value"),
    [
        ("1,000", True, 1000),
        ("1,00", True, 1.0),
        ("2,5", True, 2.5),
        ("2.5", True, 2.5),
        ("2.500", True, 2500),
        ("2.500", False, 2.5),
        ("2.500 مليون", True, 2.5),
        ("2,500 million", False, 2500),
        ("1,234.5", False, 1234.5),
        ("1.234,5", True, 1234.5),
        ("1٬234٫5", True, 1234.5),
        ("0,125", True, 0.0),
        ("1.234.567", True, 1_234_567),
        ("12.345678", False, 12),
        ("5,2020", True, 5),
    ],
)
def test_separators(text: str, arabic: bool, value: float) -> None:
    tokens = scan(text)
    number = number_at(tokens, book().read(tokens), 0, arabic)
    assert number is not None
    assert number.low / number.scale == pytest.approx(value)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 999_999))
def test_numbers_are_read_back_from_digits_in_three_scripts(number: int) -> None:
    plain = str(number)
    arabic = plain.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    persian = plain.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for written in (plain, arabic, persian, f"{number:,}", f"{number:,}".replace(",", "٬")):
        assert _one(f"بلغ العدد {written} برميلا", "ar").low == number
    assert _one(f"as many as {number:,} barrels", "en").high == number


_UNITS = ["", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
_TENS = ["", "", "عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
_EN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 9), st.integers(1, 9), st.integers(2, 9), st.integers(3, 9))
def test_number_words_are_read_back(tens: int, unit: int, hundreds: int, thousands: int) -> None:
    spelled = f"{_UNITS[thousands]} آلاف و{_UNITS[hundreds].rstrip('ة')}مئة و{_UNITS[unit]} و{_TENS[tens]}"
    if hundreds > 2:
        value = thousands * 1000 + hundreds * 100 + tens * 10 + unit
        spelled = spelled.replace("ثمانيمئة", "ثمانمئة")
        assert _one(f"نشرت {spelled} جنديا", "ar").low == value
    english = f"{_EN[thousands - 1]} thousand {_EN[hundreds - 1]} hundred and {_EN_TENS[tens - 2]}-{_EN[unit - 1]}"
    value = thousands * 1000 + hundreds * 100 + tens * 10 + unit
    assert _one(f"deployed {english} soldiers", "en").low == value


_SOUP = (
    "بين من إلى و و5 3 2,5 1.000 مليون مليار ألف آلاف مئات عدة نصف ونصف سبعة وأربعون عشر دولار ٪ % $"
    " أكثر من نحو برميل يوميا - – S-400 the between and hundred thousands of a few 20-year USD m k 7/8 عامين"
    " السنوات العشرين ـ ً"
)
_WORDS = st.sampled_from(_SOUP.split())


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=14).map(" ".join)),
    st.sampled_from(["ar", "en", "fa", "und"]),
)
def test_any_text_gives_sorted_disjoint_true_hits(text: str, language: str) -> None:
    dates = find_dates(text, language)
    end = 0
    for hit in find_quantities(text, language):
        assert end <= hit.start < hit.end
        assert text[hit.start : hit.end] == hit.text
        assert hit.low is not None or hit.high is not None
        assert hit.low is None or hit.high is None or hit.low <= hit.high
        assert not any(date.start < hit.end and hit.start < date.end for date in dates)
        end = hit.end


def test_time_grows_with_length_only() -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        find_quantities(text, "ar")
        return time.process_time() - begun

    for piece in ("3 - ", "مليون و", "1,", "بين 3 و", "أكثر من ", "5+", "مئة وعشرين ألف و"):
        seconds(piece * 50)
        short, long = seconds(piece * 400 + "."), seconds(piece * 3200 + ".")
        assert long < 40 * short + 0.25, piece


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_lexicon_holds_what_counting_needs(language: str) -> None:
    from sharaka.coding.frames import lexicon_folder, load_table

    table = load_table(lexicon_folder(language) / "units.toml")
    assert {str(n) for n in range(11)} <= set(table["number"])
    assert set(table["tens"]) == {str(n) for n in range(20, 100, 10)}
    assert set(table["scale"]) == {"1000", "1e6", "1e9", "1e12"}
    assert {"USD", "EUR", "RUB", "CNY", "AED"} <= set(table["currency"])
    assert {"percent", "barrel", "tonne", "km", "m3", "article"} <= set(table["unit"])
    assert {"about", "above", "below"} == set(table["bound"])


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"currency": {"dollars": ["dollar"]}}, "[currency] dollars"),
        ({"scale": {"1e7": ["crore"]}}, "[scale] 1e7"),
        ({"unit": {"km": [5]}}, "[unit] km"),
        ({"units": {"km": ["km"]}}, "[units]"),
    ],
)
def test_a_mistake_in_the_data_names_file_entry_and_mend(table: dict, words: str) -> None:
    with pytest.raises(LexiconError) as caught:
        list(entries(table, "units", "lexicons/en/units.toml"))
    assert words in str(caught.value)
    assert caught.value.place == "lexicons/en/units.toml"
    assert caught.value.mend
