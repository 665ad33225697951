"""Dates as EDTF: tables of sentences in the manner of the news, then what holds for any text."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharaka.coding.calendars import anchor_of
from sharaka.coding.dates import DateHit, find_dates
from sharaka.coding.scan import scan
from sharaka.coding.wordbook import KINDS, add_form, book, entries
from sharaka.coding.wordbook import Book as WordBook
from sharaka.errors import LexiconError
from sharaka.ledger.edtf import bounds

STATED_AR = [
    # day, month, year in the month systems of the Arab press
    ("وقّع الوزيران الاتفاق في 17 يناير 2025 بالعاصمة", "17 يناير 2025", "2025-01-17"),
    ("عُقدت القمة في 3 كانون الثاني 2019", "3 كانون الثاني 2019", "2019-01-03"),
    ("زار الوفد بغداد في ٢٨ شباط ٢٠٢٣", "٢٨ شباط ٢٠٢٣", "2023-02-28"),
    ("صدر القرار يوم 9 آذار 2011", "يوم 9 آذار 2011", "2011-03-09"),
    ("اندلعت المواجهات في 13 نيسان 1975", "13 نيسان 1975", "1975-04-13"),
    ("أُبرمت الهدنة في 25 أيار 2000", "25 أيار 2000", "2000-05-25"),
    ("انسحبت القوات في 30 حزيران 2009", "30 حزيران 2009", "2009-06-30"),
    ("توقفت الحرب في 14 تموز 2006", "14 تموز 2006", "2006-07-14"),
    ("وقع الانفجار في 4 آب 2020", "4 آب 2020", "2020-08-04"),
    ("أُعلن ذلك في 16 أيلول 1982", "16 أيلول 1982", "1982-09-16"),
    ("بدأ الحراك في 17 تشرين الأول 2019", "17 تشرين الأول 2019", "2019-10-17"),
    ("استقالت الحكومة في 4 تشرين الثاني 2017", "4 تشرين الثاني 2017", "2017-11-04"),
    ("سقط النظام في 8 كانون الأول 2024", "8 كانون الأول 2024", "2024-12-08"),
    ("التقى الرئيسان في 5 جانفي 2021 بتونس", "5 جانفي 2021", "2021-01-05"),
    ("انطلقت المحادثات في 12 فيفري 2022", "12 فيفري 2022", "2022-02-12"),
    ("أعلنت الجزائر في 24 أوت 2021 قطع العلاقات", "24 أوت 2021", "2021-08-24"),
    ("جرى الاستفتاء في 25 جويلية 2022", "25 جويلية 2022", "2022-07-25"),
    ("خطاب الملك في 20 غشت 2022", "20 غشت 2022", "2022-08-20"),
    ("وصل المبعوث في 6 يونيه 2018", "6 يونيه 2018", "2018-06-06"),
    ("زيارة 2 إبريل 2016 إلى الرياض", "2 إبريل 2016", "2016-04-02"),
    # two names of one month, brackets, order, punctuation, marks
    ("في 17 كانون الثاني/يناير 2025 وقّعا المعاهدة", "17 كانون الثاني/يناير 2025", "2025-01-17"),
    ("صوّت المجلس في 29 نوفمبر/تشرين الثاني 2012", "29 نوفمبر/تشرين الثاني 2012", "2012-11-29"),
    ("سافر في 12 ديسمبر (كانون الأول) 2021 إلى موسكو", "12 ديسمبر (كانون الأول) 2021", "2021-12-12"),
    ("نُشر في مارس 4, 2024", "مارس 4, 2024", "2024-03-04"),
    ("حُدّث المقال في أبريل 9، 2023", "أبريل 9، 2023", "2023-04-09"),
    ("الجلسة الأربعاء 2 أكتوبر 2024 طارئة", "الأربعاء 2 أكتوبر 2024", "2024-10-02"),
    ("يوم الاثنين، 5 أغسطس 2024 قُصف الميناء", "يوم الاثنين، 5 أغسطس 2024", "2024-08-05"),
    ("وصل في الأول من مايو 2024", "الأول من مايو 2024", "2024-05-01"),
    ("غادر في الثاني والعشرين من شباط 2022", "الثاني والعشرين من شباط 2022", "2022-02-22"),
    ("اجتمعوا في 6 من شهر سبتمبر عام 2023", "6 من شهر سبتمبر عام 2023", "2023-09-06"),
    ("بدأ الهجوم في 24 فِبرايرَ 2022 فجرا", "24 فِبرايرَ 2022", "2022-02-24"),
    ("في 7 أكتــوبر 2023 اندلعت الحرب", "7 أكتــوبر 2023", "2023-10-07"),
    ("ولقاء 4 سبتمبر ٢٠٢٣م في سوتشي", "4 سبتمبر ٢٠٢٣م", "2023-09-04"),
    # numeric
    ("نُشر بتاريخ 17/1/2025 على الموقع", "17/1/2025", "2025-01-17"),
    ("التاريخ 2024-08-05 بحسب البيان", "2024-08-05", "2024-08-05"),
    ("صدر في 05-08-2024", "05-08-2024", "2024-08-05"),
    ("حُرر في ٢٢/١٠/٢٠٢٤", "٢٢/١٠/٢٠٢٤", "2024-10-22"),
    ("بتاريخ 2023/3/10 أُعلن الاتفاق", "2023/3/10", "2023-03-10"),
    ("بتاريخ 10.3.2023 أُعلن الاتفاق", "10.3.2023", "2023-03-10"),
    # Hijri and Persian calendars
    ("صدر الأمر الملكي في 17 رجب 1446هـ", "17 رجب 1446هـ", "2025-01-17"),
    ("في 1 محرم 1445 بدأ العام الجديد", "1 محرم 1445", "2023-07-19"),
    ("يوم 10 ذي الحجة 1444 هـ الموافق 28 يونيو 2023", "يوم 10 ذي الحجة 1444 هـ الموافق 28 يونيو 2023", "2023-06-28"),
    ("بيان بتاريخ 1446/07/17 للهجرة", "1446/07/17 للهجرة", "2025-01-17"),
    ("خلال رمضان 1445 توقفت المعارك", "رمضان 1445", "2024-03-11/2024-04-09"),
    ("في عام 1446هـ ارتفعت الصادرات", "عام 1446هـ", "2024-07-07/2025-06-25"),
    # months, parts of months and of years
    ("تولى الحكم في أواخر مايو 2018", "أواخر مايو 2018", "2018-05"),
    ("بدأت المفاوضات مطلع نيسان 2021", "مطلع نيسان 2021", "2021-04"),
    ("وتوقفت في منتصف شهر يونيو 2021", "منتصف شهر يونيو 2021", "2021-06"),
    ("وفي أغسطس من عام 1990 غزا الكويت", "أغسطس من عام 1990", "1990-08"),
    ("منحها الصفة في شهر سبتمبر 2022", "شهر سبتمبر 2022", "2022-09"),
    ("تراجعت في مارس 2020 بشدة", "مارس 2020", "2020-03"),
    ("أوائل عام 2025 دخلت العلاقة طورا جديدا", "أوائل عام 2025", "2025"),
    ("ينتهي الاتفاق بنهاية العام 2026", "نهاية العام 2026", "2026"),
    # years
    ("منذ قيام الثورة سنة 1979", "سنة 1979", "1979"),
    ("ضمّت القرم في العام 2014", "العام 2014", "2014"),
    ("تأسست عام ١٩٤٥ في القاهرة", "عام ١٩٤٥", "1945"),
    ("انضمت إلى المنظمة في 2023 رسميا", "2023", "2023"),
    ("وُقّع البروتوكول (2001) بعد جدل", "2001", "2001"),
    ("انخفضت بحلول العام 5.2020", "العام 5.2020", "2020"),
    # ranges
    ("قمة تُعقد من 22 إلى 24 أكتوبر 2024 في قازان", "22 إلى 24 أكتوبر 2024", "2024-10-22/2024-10-24"),
    ("المعرض بين 3 و7 مارس 2025", "3 و7 مارس 2025", "2025-03-03/2025-03-07"),
    ("ليلة 13-14 أبريل 2024 أُطلقت المسيّرات", "13-14 أبريل 2024", "2024-04-13/2024-04-14"),
    ("مناورات من 28 فبراير إلى 3 مارس 2024", "28 فبراير إلى 3 مارس 2024", "2024-02-28/2024-03-03"),
    ("تبادلا القصف بين أبريل وأكتوبر 2024", "أبريل وأكتوبر 2024", "2024-04/2024-10"),
    ("زارها في يناير وفبراير ومارس 2025", "يناير وفبراير ومارس 2025", "2025-01/2025-03"),
    ("امتدت من نوفمبر إلى فبراير 2023", "نوفمبر إلى فبراير 2023", "2022-11/2023-02"),
    ("رئاسته من أغسطس 2021 حتى مايو 2024", "أغسطس 2021 حتى مايو 2024", "2021-08/2024-05"),
    ("بين عامي 2015 و2018 خُففت العقوبات", "عامي 2015 و2018", "2015/2018"),
    ("من 2014 إلى 2022 تضاعفت التجارة", "2014 إلى 2022", "2014/2022"),
    ("خلال الفترة 2017-2020 هبطت الصادرات", "2017-2020", "2017/2020"),
    # seasons, quarters, halves, decades, centuries
    ("انطلق الاحتجاج في خريف 2022", "خريف 2022", "2022-23"),
    ("هجوم ربيع عام 2018 على عفرين", "ربيع عام 2018", "2018-21"),
    ("في شتاء 2021 حشدت القوات", "شتاء 2021", "2021-24"),
    ("نما الناتج في الربع الثالث من عام 2023", "الربع الثالث من عام 2023", "2023-07/2023-09"),
    ("النصف الأول من العام 2024 شهد ركودا", "النصف الأول من العام 2024", "2024-01/2024-06"),
    ("في تسعينيات القرن الماضي انهار الاتحاد", "تسعينيات القرن الماضي", "199X"),
    ("منذ الثمانينيات تتعاون الدولتان", "الثمانينيات", "198X"),
    ("خلال ستينات القرن العشرين", "ستينات القرن العشرين", "196X"),
    ("في القرن التاسع عشر خسرت فارس القوقاز", "القرن التاسع عشر", "18XX"),
    ("معاهدات القرن الـ19 المهينة", "القرن الـ19", "18XX"),
    ("طوال القرن الحادي والعشرين", "القرن الحادي والعشرين", "20XX"),
    ("نحو عام 1979 تبدّل المشهد", "عام 1979", "1979~"),
]  # fmt: skip

STATED_EN = [
    ("The two presidents signed it on 17 January 2025 in Moscow", "17 January 2025", "2025-01-17"),
    ("Signed on January 17, 2025, the pact runs to 47 articles", "January 17, 2025", "2025-01-17"),
    ("Talks opened on Feb. 3, 2021 in Vienna", "Feb. 3, 2021", "2021-02-03"),
    ("The embassy closed on the 3rd of September 2023", "3rd of September 2023", "2023-09-03"),
    ("Friday, 11 October 2024, in Ashgabat", "Friday, 11 October 2024", "2024-10-11"),
    ("the first of May 2020 deadline", "first of May 2020", "2020-05-01"),
    ("Published 2024-06-19.", "2024-06-19", "2024-06-19"),
    ("dated 25/12/2023 by the ministry", "25/12/2023", "2023-12-25"),
    ("dated 12/25/2023 by the ministry", "12/25/2023", "2023-12-25"),
    ("dated 3/4/2023 by the ministry", "3/4/2023", "2023"),
    ("They met in late July 2024", "late July 2024", "2024-07"),
    ("In March 2018 the price fell", "March 2018", "2018-03"),
    ("a visit in May 2019 was called off", "May 2019", "2019-05"),
    ("in early 2025 relations warmed", "early 2025", "2025"),
    ("by mid-2026 the corridor should open", "mid-2026", "2026"),
    ("at the end of 2023 exports rose", "end of 2023", "2023"),
    ("In 2016, Moscow shipped the system", "2016", "2016"),
    ("Between 2015 and 2018 sanctions were eased", "2015 and 2018", "2015/2018"),
    ("From 2014 to 2022 trade doubled", "2014 to 2022", "2014/2022"),
    ("over the 2017–2020 period", "2017–2020", "2017/2020"),
    ("the summit, from 22 to 24 October 2024", "22 to 24 October 2024", "2024-10-22/2024-10-24"),
    ("held October 22-24, 2024, in Kazan", "October 22-24, 2024", "2024-10-22/2024-10-24"),
    ("drills from 28 February to 3 March 2024", "28 February to 3 March 2024", "2024-02-28/2024-03-03"),
    ("between April and October 2024", "April and October 2024", "2024-04/2024-10"),
    ("the first quarter of 2025", "first quarter of 2025", "2025-01/2025-03"),
    ("the second half of 2022 was worse", "second half of 2022", "2022-07/2022-12"),
    ("in the summer of 2022", "summer of 2022", "2022-22"),
    ("Winter 2021 saw a build-up", "Winter 2021", "2021-24"),
    ("throughout the 1990s", "1990s", "199X"),
    ("since the nineties", "nineties", "199X"),
    ("in the 19th century Persia lost the Caucasus", "19th century", "18XX"),
    ("in the twentieth century", "twentieth century", "19XX"),
    ("around 17 Rajab 1446 AH", "17 Rajab 1446 AH", "2025-01-17"),
]  # fmt: skip

STATED_FA = [
    ("در ۱۷ ژانویه ۲۰۲۵ در مسکو امضا شد", "۱۷ ژانویه ۲۰۲۵", "2025-01-17"),
    ("در ۲۸ دی ۱۴۰۳ امضا شد", "۲۸ دی ۱۴۰۳", "2025-01-17"),
    ("انقلاب ۲۲ بهمن ۱۳۵۷ پیروز شد", "۲۲ بهمن ۱۳۵۷", "1979-02-11"),
    ("در سال ۲۰۲۲ آغاز شد", "سال ۲۰۲۲", "2022"),
    ("در سال ۱۴۰۳ آغاز شد", "سال ۱۴۰۳", "2024-03-20/2025-03-20"),
]

#: Resolved from the anchor 2022-07-19 (a Tuesday).
RELATIVE = [
    ("ar", "قال المتحدث في 20 يوليو الحالي إن الرحلة", "20 يوليو الحالي", "2022-07-20"),
    ("ar", "تبدأ القمة من 22 إلى 24 أكتوبر الجاري", "22 إلى 24 أكتوبر الجاري", "2022-10-22/2022-10-24"),
    ("ar", "سيبدأ التدريب في أواخر يوليو", "أواخر يوليو", "2022-07"),
    ("ar", "زار طهران في 11 أكتوبر", "11 أكتوبر", "2022-10-11"),
    ("ar", "مستمرة منذ فبراير الماضي", "فبراير الماضي", "2022-02"),
    ("ar", "اتُّفق عليه في نوفمبر الماضي", "نوفمبر الماضي", "2021-11"),
    ("ar", "في 25 يوليو الماضي استقال", "25 يوليو الماضي", "2021-07-25"),
    ("ar", "في 10 تموز الماضي استقال", "10 تموز الماضي", "2022-07-10"),
    ("ar", "تُعقد الجولة في مايو المقبل", "مايو المقبل", "2023-05"),
    ("ar", "تُعقد الجولة في سبتمبر القادم", "سبتمبر القادم", "2022-09"),
    ("ar", "تراجعت الواردات العام الماضي", "العام الماضي", "2021"),
    ("ar", "تُنجز السنة المقبلة", "السنة المقبلة", "2023"),
    ("ar", "التقيا هذا العام مرتين", "هذا العام", "2022"),
    ("ar", "في أكتوبر من العام الماضي", "أكتوبر من العام الماضي", "2021-10"),
    ("ar", "يزور الوزير موسكو الشهر المقبل", "الشهر المقبل", "2022-08"),
    ("ar", "في 5 من الشهر الجاري وصل الوفد", "5 من الشهر الجاري", "2022-07-05"),
    ("ar", "أعلن الأسبوع الماضي عن الصفقة", "الأسبوع الماضي", "2022-07-11/2022-07-17"),
    ("ar", "وصل أمس إلى موسكو", "أمس", "2022-07-18"),
    ("ar", "وصل أول من أمس إلى موسكو", "أول من أمس", "2022-07-17"),
    ("ar", "يصل غدا إلى موسكو", "غدا", "2022-07-20"),
    ("ar", "وصل مساء اليوم إلى موسكو", "اليوم", "2022-07-19"),
    ("ar", "اليوم الثلاثاء التقى الوزيران", "اليوم الثلاثاء", "2022-07-19"),
    ("ar", "أمس الاثنين التقى الوزيران", "أمس الاثنين", "2022-07-18"),
    ("ar", "التقى الوزيران يوم الخميس في سوتشي", "يوم الخميس", "2022-07-14"),
    ("ar", "يلتقيان الأحد المقبل", "الأحد المقبل", "2022-07-24"),
    ("ar", "أُطلق القمر قبل ثلاثة أيام", "قبل ثلاثة أيام", "2022-07-16"),
    ("ar", "وُقّع العقد قبل عامين", "قبل عامين", "2020"),
    ("ar", "منذ سبعة أشهر تتعثر المحادثات", "منذ سبعة أشهر", "2021-12"),
    ("ar", "أُبلغوا قبل شهر بالقرار", "قبل شهر", "2022-06"),
    ("ar", "محتجزة منذ شهر سبتمبر الماضي", "شهر سبتمبر الماضي", "2021-09"),
    ("ar", "من 7 إلى 11 من الشهر القادم", "7 إلى 11 من الشهر القادم", "2022-08-07/2022-08-11"),
    ("ar", "قبل نحو عشرين عاما تأسست", "قبل نحو عشرين عاما", "2002"),
    ("ar", "بنهاية العام الجاري ينتهي الحظر", "نهاية العام الجاري", "2022"),
    ("ar", "منذ مطلع العام ارتفعت الأسعار", "مطلع العام", "2022"),
    ("ar", "في الربع الأخير من العام الماضي", "الربع الأخير من العام الماضي", "2021-10/2021-12"),
    ("ar", "خلال صيف العام الماضي", "صيف العام الماضي", "2021-22"),
    ("ar", "منذ ديسمبر تتصاعد الأزمة", "ديسمبر", "2021-12"),
    ("ar", "بحلول مارس يكتمل الممر", "مارس", "2023-03"),
    ("en", "Tehran denied it last month", "last month", "2022-06"),
    ("en", "Tehran will vote next year", "next year", "2023"),
    ("en", "earlier this year the two met", "earlier this year", "2022"),
    ("en", "He arrived on Tuesday", "Tuesday", "2022-07-19"),
    ("en", "He arrived on Friday", "Friday", "2022-07-15"),
    ("en", "He arrives next Monday", "next Monday", "2022-07-25"),
    ("en", "It was agreed last November", "last November", "2021-11"),
    ("en", "He arrived yesterday", "yesterday", "2022-07-18"),
    ("en", "It was signed three days ago", "three days ago", "2022-07-16"),
    ("en", "It was signed two years ago", "two years ago", "2020"),
    ("en", "in late July, officials said", "late July", "2022-07"),
    ("en", "on July 13 and after", "July 13", "2022-07-13"),
    ("en", "exports fell since September", "September", "2021-09"),
    ("fa", "سال گذشته افزایش یافت", "سال گذشته", "2021"),
    ("fa", "سه سال پیش امضا شد", "سه سال پیش", "2019"),
]  # fmt: skip

ROLES = [
    ("ar", "الاتفاق النووي لعام 2015 انهار", "2015", "name"),
    ("ar", "العقوبات لعام 2018 شملت المصارف", "2018", "name"),
    ("ar", "الموازنة العامة للعام 2024", "2024", "name"),
    ("ar", "حرب عام 1973 غيّرت المنطقة", "1973", "name"),
    ("ar", "ثورة 1979 أسقطت الشاه", "1979", "name"),
    ("ar", "هجمات 7 أكتوبر 2023 أشعلت الحرب", "2023-10-07", "name"),
    ("en", "the 2015 nuclear deal collapsed", "2015", "name"),
    ("en", "Iran's 2021 accord with China", "2021", "name"),
    ("ar", "منذ عام 2001 لم يوقعا اتفاقا", "2001", "since"),
    ("ar", "منذ فبراير 2022", "2022-02", "since"),
    ("ar", "اعتبارا من 1 يناير 2024", "2024-01-01", "since"),
    ("ar", "حتى عام 2030", "2030", "until"),
    ("ar", "قبل نهاية عام 2025", "2025", "before"),
    ("ar", "بعد 18 أكتوبر 2025 تنتهي القيود", "2025-10-18", "after"),
    ("ar", "بحلول منتصف عام 2027", "2027", "by"),
    ("en", "since March 2018", "2018-03", "since"),
    ("en", "until the end of 2023", "2023", "until"),
    ("en", "before 24 February 2022", "2022-02-24", "before"),
    ("en", "after January 2020", "2020-01", "after"),
    ("en", "by 2030", "2030", "by"),
    ("ar", "التقيا في عام 2022", "2022", "on"),
    ("en", "They met in 2022", "2022", "on"),
]

#: The role word governs a noun phrase and the date stands inside that phrase.
GOVERNED = [
    ("ar", "تمت الصفقة قبل بدء الهجوم في عام 2022", "before", "قبل"),
    ("ar", "أول زيارة منذ انتخاب الرئيس في أواخر يونيو 2024", "since", "منذ"),
    ("ar", "تقاربا بعد ضم القرم في العام 2014", "after", "بعد"),
    ("en", "the first visit since the invasion in February 2022", "since", "since"),
    ("en", "the sale came before the embargo was lifted in October 2020", "before", "before"),
]

NO_DATE = [
    ("ar", "التقى الأمين العام السابق للمنظمة"),
    ("ar", "من مارس الضغط على طهران"),
    ("ar", "صواريخ إس-400 ومقاتلات سو-35"),
    ("ar", "بناء على القرار 2231 لمجلس الأمن"),
    ("ar", "حضر 2000 جندي إلى الميناء"),
    ("ar", "دفع 2000 دولار في 2000 قرية"),
    ("ar", "بلغ التبادل في 2000 مليون دولار"),
    ("ar", "صلاة الجمعة في طهران"),
    ("ar", "تيريزا ماي رئيسة للوزراء"),
    ("ar", "خلال السنوات المقبلة تتوسع الشراكة"),
    ("ar", "قبل ثلاثة أيام فقط من توليه المنصب"),
    ("ar", "فاز الفريق 2-1 في الذهاب"),
    ("ar", "الربيع العربي والصيف والشتاء"),
    ("ar", "على موقع روسيا اليوم وفي العالم اليوم"),
    ("ar", "عائلة رجب وشعبان"),
    ("ar", "ملعب الأب يوسف في الدار البيضاء"),
    ("ar", "في القرن الخامس قبل الميلاد"),
    ("en", "in the 8th century BC"),
    ("en", "he may march on Moscow"),
    ("en", "Theresa May visited"),
    ("en", "up to 2000 troops in 2000 villages"),
    ("en", "Resolution 2231 and the S-400"),
    ("en", "according to Russia Today"),
    ("en", "the secretary and a second visit"),
]


def _one(text: str, language: str, anchor: str | None = None) -> DateHit:
    hits = find_dates(text, language, anchor)
    assert len(hits) == 1, hits
    return hits[0]


@pytest.mark.parametrize(
    ("language", "text", "words", "edtf"),
    [("ar", *row) for row in STATED_AR]
    + [("en", *row) for row in STATED_EN]
    + [("fa", *row) for row in STATED_FA],
)
def test_stated_dates(language: str, text: str, words: str, edtf: str) -> None:
    hit = _one(text, language)
    assert (hit.text, hit.edtf, hit.basis) == (words, edtf, "stated")
    assert text[hit.start : hit.end] == hit.text
    assert bounds(edtf.rstrip("~")) is not None


@pytest.mark.parametrize(("language", "text", "words", "edtf"), RELATIVE)
def test_relative_dates_need_the_anchor(language: str, text: str, words: str, edtf: str) -> None:
    hit = _one(text, language, "2022-07-19")
    assert (hit.text, hit.edtf, hit.basis) == (words, edtf, "relative")
    bare = _one(text, language)
    assert (bare.text, bare.edtf, bare.basis) == (words, None, "unknown")


@pytest.mark.parametrize(("language", "text", "edtf", "role"), ROLES)
def test_roles(language: str, text: str, edtf: str, role: str) -> None:
    hit = _one(text, language)
    assert (hit.edtf, hit.role, hit.reach) == (edtf, role, 0)


@pytest.mark.parametrize(("language", "text", "role", "word"), GOVERNED)
def test_a_role_word_reaches_over_the_phrase_it_governs(
    language: str, text: str, role: str, word: str
) -> None:
    hit = _one(text, language)
    assert hit.role == role
    assert text[hit.start - hit.reach :].startswith(word)


@pytest.mark.parametrize(("language", "text"), NO_DATE)
def test_what_is_no_date(language: str, text: str) -> None:
    assert find_dates(text, language, "2022-07-19") == []


@pytest.mark.parametrize(
    ("text", "anchor", "edtf"),
    [
        ("في 20 يوليو الحالي", "2022", "2022-07-20"),
        ("في 20 يوليو الحالي", "2022-07", "2022-07-20"),
        ("منذ فبراير الماضي", "2022", None),
        ("منذ فبراير الماضي", "2022-07", "2022-02"),
        ("وصل أمس", "2022-07", None),
        ("الشهر المقبل", "2022", None),
        ("الشهر المقبل", "2022-12", "2023-01"),
        ("العام الماضي", "2022", "2021"),
        ("قبل أسبوعين", "2022-07-19", "2022-07-05~"),
        ("قبل عقدين", "2022", "2002~"),
        ("يوم الخميس", "2022-07", None),
        ("أمس الأربعاء", "2022-07-19", None),  # the anchor is not the day it was written on
        ("أُسر 31 فبراير الماضي", "2022-07-19", "2022-02"),  # 31 cannot be its day
        ("العام الماضي", "2024-10-22/2024-10-24", "2023"),
        ("العام الماضي", "20XX", None),
        ("العام الماضي", "not a date", None),
        ("العام الماضي", "", None),
        ("قبل ثلاثة أيام", "0001-01-02", None),
    ],
)
def test_an_anchor_gives_no_more_than_it_holds(text: str, anchor: str, edtf: str | None) -> None:
    hits = find_dates(text, "ar", anchor)
    assert (hits[0].edtf if hits else None) == edtf


def test_a_name_without_a_year_takes_none_from_the_anchor() -> None:
    hit = _one("هجمات 11 سبتمبر غيّرت السياسة الأميركية", "ar", "2024-05-01")
    assert (hit.role, hit.edtf, hit.basis) == ("name", None, "unknown")
    hit = _one("تبدّلت السياسة بعد هجمات 11 سبتمبر", "ar", "2024-05-01")
    assert (hit.role, hit.edtf) == ("after", None)


def test_the_same_year_is_that_of_the_date_before() -> None:
    hits = find_dates("التقيا في 4 مارس 2019 ثم في أكتوبر من العام نفسه", "ar", "2024-01-01")
    assert [hit.edtf for hit in hits] == ["2019-03-04", "2019-10"]
    assert [hit.basis for hit in hits] == ["stated", "relative"]


def test_two_years_are_two_dates_unless_between_joins_them() -> None:
    hits = find_dates("في عامي 2014 و2022", "ar")
    assert [hit.edtf for hit in hits] == ["2014", "2022"]


def test_clitics_stay_outside_the_words() -> None:
    text = "ويناير 2025 ولعام 2019 وفي أكتوبر 2024"
    assert [hit.text for hit in find_dates(text, "ar")] == ["يناير 2025", "عام 2019", "أكتوبر 2024"]


def test_a_blank_line_ends_a_date() -> None:
    assert [h.edtf for h in find_dates("في 17 يناير\n\n2025 صاروخ", "ar")] == [None]
    assert [h.edtf for h in find_dates("في 17\nيناير 2025", "ar")] == ["2025-01-17"]


_SOUP = (
    "من إلى بين و في عام العام الماضي يناير كانون الثاني / - 17 2025 1446 هـ منذ قبل ثلاثة أيام"
    " الربع الأول القرن العشرين أمس الجمعة from to May 3rd , 12/25 the 1990s ago last . ( ) ـ ً"
)
_WORDS = st.sampled_from(_SOUP.split())


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=14).map(" ".join)),
    st.sampled_from(["ar", "en", "fa", "und"]),
    st.one_of(st.none(), st.dates().map(str), st.text(max_size=12)),
)
def test_any_text_gives_sorted_disjoint_true_hits(text: str, language: str, anchor: str) -> None:
    end = 0
    for hit in find_dates(text, language, anchor):
        assert end <= hit.start < hit.end
        assert text[hit.start : hit.end] == hit.text
        assert (hit.edtf is None) == (hit.basis == "unknown")
        assert hit.edtf is None or bounds(hit.edtf) is not None
        assert hit.start >= hit.reach
        end = hit.end


@settings(max_examples=200, deadline=None)
@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_is_read_back_in_each_way_of_writing_it(day: datetime.date) -> None:
    months = {"ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"}
    name = months["ar"].split()[day.month - 1]
    indic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    for text in (
        f"في {day.day} {name} {day.year}",
        f"في {day.day} {name} {day.year}".translate(indic),
        f"في {day.day}/{day.month}/{day.year}",
        f"في {day.isoformat()}",
    ):
        assert [hit.edtf for hit in find_dates(text, "ar")] == [day.isoformat()]
    assert find_dates(f"on {day:%B} {day.day}, {day.year}", "en")[0].edtf == day.isoformat()


def test_time_grows_with_length_only() -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        find_dates(text, "ar")
        return time.process_time() - begun

    for piece in ("17 و ", "من 22 إلى ", "يناير و", "2014 - ", "عام ", "أواخر ", "( 2015 ", "1/1/"):
        seconds(piece * 50)
        short, long = seconds(piece * 400 + "."), seconds(piece * 3200 + ".")
        assert long < 40 * short + 0.25, piece


def test_offsets_are_code_points() -> None:
    text = "😀😀 في 17 يناير 2025"
    assert find_dates(text, "ar")[0].start == text.index("17")
    assert [token.key for token in scan("يَـناير ٢٠٢٥")] == ["يناير", "2025"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_lexicon_holds_a_whole_calendar(language: str) -> None:
    from sharaka.coding.frames import lexicon_folder, load_table

    table = load_table(lexicon_folder(language) / "dates.toml")
    assert set(table["month"]) == {str(number) for number in range(1, 13)}
    assert set(table["hijri"]) == {str(number) for number in range(1, 13)}
    assert set(table["weekday"]) == {str(number) for number in range(1, 8)}
    assert set(table["season"]) == {"21", "22", "23", "24"}
    for kind in ("period", "relation", "role", "part", "place", "joiner", "naming"):
        assert table[kind], kind


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"moon": {"1": ["a"]}}, "[moon]"),
        ({"month": {"13": ["a"]}}, "[month] 13"),
        ({"month": {"1": "a"}}, "[month] 1"),
        ({"month": {"1": [""]}}, "[month] 1"),
        ({"month": {"1": ["a"], "2": ["a"]}}, "already 1"),
        ({"month": ["a"]}, "[month]"),
    ],
)
def test_a_mistake_in_the_data_names_file_entry_and_mend(table: dict, words: str) -> None:
    with pytest.raises(LexiconError) as caught:
        list(entries(table, "dates", "lexicons/ar/dates.toml"))
    assert words in str(caught.value)
    assert caught.value.place == "lexicons/ar/dates.toml"
    assert caught.value.mend


def test_a_form_of_no_words_or_too_many_is_refused() -> None:
    for form in ("\u200b", "a b c d e f g h i"):
        with pytest.raises(LexiconError):
            add_form(WordBook(), "month", "1", form, "here")


def test_the_book_is_made_once() -> None:
    assert book() is book()
    assert set(KINDS) == {"dates", "units"}


def test_anchor_of_reads_what_the_ledger_writes() -> None:
    assert anchor_of("2024-10-11") == (2024, 10, 11)
    assert anchor_of("2024-21") == (2024, None, None)
    assert anchor_of("../2022-02") == (2022, 2, None)
    assert anchor_of("2023-02-31") == (2023, 2, None)
    assert anchor_of(None) is None
