"""Whom a line of a table means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.people.person_rows import (
    Known,
    PersonLine,
    RowsRefused,
    check,
    checked,
    meant,
    settled,
)

TODAY = date(2026, 11, 24)
BORN = st.sampled_from([None, date(1960, 4, 1), date(1970, 5, 2)])
LINES = st.builds(PersonLine, name=st.just("髙橋 節子"), born_on=BORN)


def known(number: int, born_on: date | None = None, own: bool = False) -> Known:
    return Known(UUID(int=number), "高橋節子", "", born_on, "", "", "", (), own)


@st.composite
def namesakes(draw: st.DrawFn) -> Sequence[Known]:
    told = draw(st.lists(st.tuples(BORN, st.booleans()), max_size=4))
    return [known(n, born, own) for n, (born, own) in enumerate(told, 1)]


@given(LINES, namesakes())
def test_nobody_is_joined_without_evidence(
    line: PersonLine, known: Sequence[Known]
) -> None:
    found = meant(line, known)
    alike = [k for k in known if k.born_on and k.born_on == line.born_on]
    contradicted = [
        k for k in known if k.born_on and line.born_on and k.born_on != line.born_on
    ]
    if isinstance(found, Known):
        assert found not in contradicted
        assert alike == [found] or (not alike and found.own)
    else:
        assert not set(found) & set(contradicted)
        assert len(alike) != 1
        if not found:
            assert len(contradicted) == len(known)


LINE = PersonLine("髙橋 節子", born_on=date(1960, 4, 1))
UNKNOWN = PersonLine("髙橋 節子")


@pytest.mark.parametrize(
    ("line", "others", "answer"),
    [
        (LINE, [], None),
        (LINE, [known(1, date(1970, 5, 2), own=True)], None),
        (LINE, [known(1, date(1960, 4, 1))], 1),
        (LINE, [known(1, date(1960, 4, 1)), known(2)], 1),
        (LINE, [known(1, own=True)], 1),
        (UNKNOWN, [known(1, own=True), known(2)], 1),
        (UNKNOWN, [known(1)], "asked"),
        (UNKNOWN, [known(1, own=True), known(2, own=True)], "asked"),
        (LINE, [known(1)], "asked"),
    ],
)
def test_the_plan_of_identity(
    line: PersonLine, others: list[Known], answer: int | str | None
) -> None:
    found = settled({0: line}, {"高橋節子": others})
    assert bool(found.doubts) == (answer == "asked")
    if not found.doubts:
        assert found.people == {0: UUID(int=answer) if isinstance(answer, int) else None}


def test_two_lines_with_one_name_are_two_people_if_somebody_says_so() -> None:
    lines = {0: UNKNOWN, 1: PersonLine("高橋　節子")}
    [doubt] = settled(lines, {}).doubts
    assert (doubt.row, doubt.twin, doubt.candidates) == (1, 0, ())
    lines[1] = PersonLine("高橋　節子", apart=True)
    assert settled(lines, {}) == settled(lines, {"高橋節子": []})
    assert settled(lines, {}).people == {0: None, 1: None}


def test_two_lines_with_other_birth_dates_are_two_people() -> None:
    lines = {0: LINE, 1: PersonLine("髙橋 節子", born_on=date(1970, 5, 2))}
    assert settled(lines, {}).people == {0: None, 1: None}


def test_a_line_may_mean_who_stands_in_another_line() -> None:
    own = known(1, own=True)
    lines = {0: PersonLine("髙橋 節子", person_id=own.id), 1: UNKNOWN}
    [doubt] = settled(lines, {"高橋節子": [own]}).doubts
    assert (doubt.twin, doubt.candidates) == (0, (own,))


def test_what_two_share_is_told() -> None:
    line = PersonLine("髙橋 節子", phone="048-963-0000", address="越谷市")
    one = Known(UUID(int=1), "髙橋 節子", "", None, "", "越谷市", "048-963-0000")
    assert one.shared(line) == ("address", "phone")


def test_every_bad_cell_is_named_and_empty_lines_are_none() -> None:
    lines = [
        PersonLine(" "),
        PersonLine("", phone="0489630000"),
        PersonLine("髙橋夫妻", kana="髙橋", born_on=date(2026, 11, 25)),
        PersonLine("𠮷田 正", postal_code="３４３－０８１３"),
    ]
    kept, problems = check(lines, TODAY)
    assert [(p.row, p.field) for p in problems] == [
        (1, "name"), (2, "name"), (2, "kana"), (2, "born_on"),
    ]  # fmt: skip
    assert kept.keys() == {1, 2, 3} and kept[3].postal_code == "343-0813"
    with pytest.raises(RowsRefused) as refused:
        checked(lines, TODAY)
    assert refused.value.params == {"count": 4, "row": 2}
