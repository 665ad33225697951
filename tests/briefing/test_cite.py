"""From a figure to its quotes: numbers, sets, and no figure without its records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.briefing.example import FUTURES, GIVEN, RECORDS, records

from sharaka.briefing import cite
from sharaka.briefing.inputs import Citation
from sharaka.errors import EvidenceError


def test_numbers_run_in_the_order_a_reader_meets_the_quotes() -> None:
    places = cite.register(GIVEN).places
    order = [document.id for document in GIVEN.documents]
    met = [(order.index(place.document), place.start) for place in places]
    assert met == sorted(met)
    assert [place.number for place in places] == list(range(1, len(places) + 1))


def test_a_record_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(EvidenceError, match="feedbeef"):
        cite.links(cite.register(GIVEN), ["feedbeef"], "more")


def test_a_record_of_an_unknown_document_is_refused() -> None:
    lost = replace(RECORDS[0], document="lost.txt")
    with pytest.raises(EvidenceError, match=r"lost\.txt"):
        cite.register(replace(GIVEN, records=(*RECORDS, lost)))


def test_reviewed_quotes_come_first() -> None:
    register = cite.register(GIVEN)
    first, *_ = register.ordered(records("force", "drills", "sign"))
    assert first.key == records("sign")[0]


def test_few_quotes_are_all_linked_and_many_are_gathered_in_a_set() -> None:
    register = cite.register(GIVEN)
    few = cite.links(register, records("sign", "force"), "more")
    assert few.count("href=") == 2
    assert register.sets == {}
    every = [record.id for record in RECORDS if record.state != "rejected"]
    many = cite.links(register, every, "more")
    (anchor,) = register.sets
    assert f'href="#{anchor}"' in many
    assert set(register.sets[anchor]) == set(every)


def test_words_the_model_cites_and_no_document_holds_are_kept_as_missing() -> None:
    wrong = Citation(document="ar-treaty.txt", quote="ما لم يقله أحد")
    judgement = replace(FUTURES.judgements[0], evidence=(wrong,))
    given = replace(GIVEN, futures=replace(FUTURES, judgements=(judgement,), scenarios=()))
    register = cite.register(given)
    assert register.missing == (wrong,)
    assert register.cited(judgement) == []
