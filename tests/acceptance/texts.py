"""Small texts of the tests' own, on a pair of states that is not the built-in case's."""

from __future__ import annotations

ARABIC = """\
القاهرة وأنقرة: عودة الزيارات

وقّعت مصر وتركيا في 14 فبراير 2024 اتفاقاً لإحياء مجلس التعاون الاستراتيجي بينهما. والتقى الرئيس \
المصري عبد الفتاح السيسي نظيره التركي رجب طيب أردوغان في القاهرة، وبحثا الحرب في غزة.

وأعلنت أنقرة أنها ستسلّم القاهرة طائرات مسيّرة. ونفت وزارة الخارجية المصرية وجود خلاف مع تركيا بشأن \
ليبيا. وبلغ حجم التبادل التجاري بين البلدين 6.6 مليار دولار في عام 2023.

وإذا اتفقت أنقرة وأثينا على حدودهما البحرية فقد يتراجع التوتر في شرق المتوسط.
"""

ENGLISH = """\
Ankara and Cairo count the cost

Turkey and Egypt signed a defence industry memorandum in Ankara on 4 September 2024. President
Erdogan said that trade with Egypt would reach 15 billion dollars within five years.

Egypt denied that it had asked Turkey for frigates. Turkey delivered ten drones to Egypt in 2024,
according to two officials. Reliance on Gulf finance limits what Egypt can offer Turkey.
"""

PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Gas and grain</title>
<meta property="article:published_time" content="2024-11-02">
</head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/about">About us</a></nav>
<article><h1>Gas and grain</h1>
<p>Egypt accused Turkey of drilling in disputed waters in October 2020. In July 2023 the two states
exchanged ambassadors, and Turkey supported Egypt at the Group of Twenty.</p>
<p>Turkey threatened to suspend the agreement in 2021, but it did not withdraw from the talks with
Egypt. Egypt imports machinery worth 3 billion dollars a year from Turkey.</p></article>
<footer>Follow us on every network. Subscribe to our newsletter.</footer>
</body></html>
"""

SOURCES = {"01-visits.txt": ARABIC, "02-cost.txt": ENGLISH, "03-gas.html": PAGE}

MODEL = """\
[[descriptor]]
id = "libya"
name = {ar = "ليبيا", en = "Libya"}
variants = [
  {id = "calm", name = {ar = "هدوء", en = "Calm"}},
  {id = "fight", name = {ar = "قتال", en = "Fighting"}},
]
now = "calm"

[[descriptor]]
id = "ties"
name = {ar = "العلاقات", en = "Ties"}
variants = [
  {id = "warm", name = {ar = "دافئة", en = "Warm"}},
  {id = "cold", name = {ar = "باردة", en = "Cold"}},
]
now = "warm"

[[judgement]]
from = "libya=calm"
to = "ties=warm"
value = 2
evidence = [{document = "02-cost.txt", quote = "signed a defence industry memorandum in Ankara"}]

[[judgement]]
from = "libya=fight"
to = "ties=cold"
value = 3

[[judgement]]
from = "ties=warm"
to = "libya=calm"
value = 1

[[judgement]]
from = "ties=cold"
to = "libya=fight"
value = 1
"""
