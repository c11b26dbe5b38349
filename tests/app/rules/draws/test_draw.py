"""抽選: fair, the same for everybody who does it again, and within the limits."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.draws.draw import (
    FrozenList,
    Gone,
    Outcome,
    Request,
    SameNumber,
    Wish,
    canonical,
    cells,
    digest_of,
    draw,
    listed,
    passed_over,
    within,
)
from app.rules.draws.exported import (
    Exported,
    NotLotteryFile,
    difference,
    exported,
    gone_of,
    kept,
    kept_gone,
    outcomes_of,
    read_exported,
)
from tests.app.rules.draws import second
from tests.app.rules.draws.lists import GONE, SEEDS, cap, lists, shuffled, wish

FEBRUARY = ("2027-02-01", "2027-02-28")


def file_of(frozen: FrozenList, seed: str, gone: tuple[Gone, ...] = ()) -> Exported:
    digest = digest_of(canonical(frozen))
    outcomes = draw(frozen, seed, gone)
    return Exported(frozen, digest, seed, "公開で決めた", outcomes, gone)


def wins(frozen: FrozenList, outcomes: tuple[Outcome, ...]) -> list[Wish]:
    requests = {each.number: each for each in frozen.requests}
    return [
        requests[each.number].wishes[place - 1] for each in outcomes for place in each.won
    ]


@given(lists(), SEEDS, GONE)
def test_another_program_comes_to_the_same(
    frozen: FrozenList, seed: str, gone: tuple[Gone, ...]
) -> None:
    """The other one knows the handbook and nothing of this program."""
    told = json.loads(exported(file_of(frozen, seed, gone)))
    assert second.result_of(told["list"], seed, told["gone"]) == told["result"]
    assert second.follows(told)


@given(lists(), SEEDS, GONE)
def test_what_is_gone_is_given_to_nobody(
    frozen: FrozenList, seed: str, gone: tuple[Gone, ...]
) -> None:
    outcomes, passed = draw(frozen, seed, gone), passed_over(frozen, gone)
    lost = set().union(*(cells((g.room,), g.starts, g.until) for g in gone))
    for won in wins(frozen, outcomes):
        assert lost.isdisjoint(cells(won.takes, won.starts, won.until))
    for request in frozen.requests:
        told = passed.get(request.number, {})
        for place, each in enumerate(request.wishes, 1):
            meets = not lost.isdisjoint(cells(each.takes, each.starts, each.until))
            assert meets == (place in told)
    assert [each.number for each in outcomes] == [
        each.number for each in draw(frozen, seed)
    ]


@given(lists(), SEEDS)
def test_no_slot_is_given_twice(frozen: FrozenList, seed: str) -> None:
    used = [cells(w.takes, w.starts, w.until) for w in wins(frozen, draw(frozen, seed))]
    used += [cells((each.room,), each.starts, each.until) for each in frozen.taken[:1]]
    for one, other in combinations(used, 2):
        assert one.isdisjoint(other)


@given(lists(), SEEDS)
def test_nobody_gets_more_than_is_allowed(frozen: FrozenList, seed: str) -> None:
    requests = {each.number: each for each in frozen.requests}
    for each in draw(frozen, seed):
        assert len(each.won) <= frozen.most and len(set(each.won)) == len(each.won)
        request = requests[each.number]
        own: list[Wish] = []
        for place in each.won:
            assert within(frozen.caps, request, own, request.wishes[place - 1])
            own.append(request.wishes[place - 1])


@given(lists(), SEEDS)
def test_who_comes_earlier_never_envies_a_later_one(
    frozen: FrozenList, seed: str
) -> None:
    """With one win each: a wish dearer than one's own was taken by earlier ones, or by
    what was taken before, or is beyond a limit."""
    frozen = replace(frozen, most=1)
    requests = {each.number: each for each in frozen.requests}
    gone = set().union(
        *(cells((each.room,), each.starts, each.until) for each in frozen.taken)
    )
    for each in draw(frozen, seed):
        request = requests[each.number]
        dearer = request.wishes[: each.won[0] - 1] if each.won else request.wishes
        for other in dearer:
            blocked = not gone.isdisjoint(cells(other.takes, other.starts, other.until))
            assert blocked or not within(frozen.caps, request, (), other)
        for place in each.won:
            won = request.wishes[place - 1]
            gone |= cells(won.takes, won.starts, won.until)


@given(lists(), SEEDS, st.randoms())
def test_the_order_of_entry_does_not_matter(
    frozen: FrozenList, seed: str, random: Random
) -> None:
    order = list(range(len(frozen.requests)))
    random.shuffle(order)
    other = shuffled(frozen, order)
    assert canonical(other) == canonical(frozen)
    assert draw(other, seed) == draw(frozen, seed)


@given(lists(), SEEDS, st.data())
def test_a_request_changed_after_the_freeze_is_found(
    frozen: FrozenList, seed: str, data: st.DataObject
) -> None:
    told = file_of(frozen, seed)
    if not frozen.requests:
        return
    n = data.draw(st.integers(0, len(frozen.requests) - 1))
    request = frozen.requests[n]
    changed = replace(
        request, wishes=(*request.wishes, wish("和室1", "2027-02-10", "午前"))
    )
    others = (*frozen.requests[:n], changed, *frozen.requests[n + 1 :])
    altered = replace(told, frozen=replace(frozen, requests=others))
    assert "照合値が違います" in difference(altered)


@given(lists(), SEEDS, GONE)
def test_what_is_written_is_read_back(
    frozen: FrozenList, seed: str, gone: tuple[Gone, ...]
) -> None:
    told = file_of(frozen, seed, gone)
    again = read_exported(exported(told))
    assert difference(again) == "" and again == told
    assert outcomes_of(kept(told.outcomes)) == told.outcomes
    assert gone_of(kept_gone(gone)) == gone and gone_of("") == ()
    assert listed(json.loads(canonical(frozen))) == frozen


def test_the_second_choice_is_part_of_the_draw() -> None:
    """By hand: 種「7」 puts them in this order, found with sha256sum."""
    morning, later = (
        wish("和室1", "2027-02-03", "午前"),
        wish("和室1", "2027-02-03", "午後"),
    )
    frozen = FrozenList("L", "2月分", 1, tuple(
        second_of(number, morning, later) for number in ("1", "2", "3")
    ))  # fmt: skip
    order = sorted("123", key=lambda number: second.sha256(f"7/{number}"))
    outcomes = draw(frozen, "7")
    assert [each.number for each in outcomes] == order
    assert [each.won for each in outcomes] == [(1,), (2,), ()]


def second_of(number: str, *wishes: Wish) -> Request:
    return Request(number, f"団体{number}", wishes)


def test_limits_are_kept_with_what_a_group_has_already() -> None:
    limit = cap("uses", 2, ("和室1",), FEBRUARY)
    three = tuple(wish("和室1", day, "午前") for day in ("2027-02-03", "2027-02-04"))
    free = Request("1", "甲", three, ((),))
    full = Request("2", "乙", three, (("2027-02-20", "2027-02-21"),))
    one = Request("3", "丙", three, (("2027-02-20",),))
    for request, count in ((free, 2), (full, 0), (one, 1)):
        frozen = FrozenList("L", "2月分", 3, (request,), (limit,))
        [outcome] = draw(frozen, "種")
        assert len(outcome.won) == count


def test_what_was_altered_is_told() -> None:
    day, slots = "2027-02-03", ("午前", "午後")
    requests = tuple(
        second_of(str(n), *(wish("和室1", day, slot) for slot in slots)) for n in "123"
    )
    told = file_of(FrozenList("L", "2月分", 1, requests), "7")
    first, *rest = told.outcomes
    lost = replace(first, won=())
    assert "の結果が違います" in difference(replace(told, outcomes=(lost, *rest)))
    swapped = (replace(rest[0], place=1), *told.outcomes[1:])
    assert "順番1の申込が違います" in difference(replace(told, outcomes=swapped))
    assert "件数が違います" in difference(replace(told, outcomes=told.outcomes[:-1]))
    assert difference(replace(told, seed="8")) != ""
    other = replace(first, digest="0")
    assert "書き方が違います" in difference(replace(told, outcomes=(other, *rest)))


def test_a_file_of_before_anything_could_be_gone_is_read() -> None:
    told = file_of(FrozenList("L", "2月分", 1, (second_of("1"),)), "7")
    old = json.loads(exported(told))
    old["format"] = "madoguchi-lottery-1"
    del old["gone"]
    assert read_exported(json.dumps(old)) == told


def test_what_is_said_to_be_gone_afterwards_is_found() -> None:
    morning = wish("和室1", "2027-02-03", "午前")
    told = file_of(FrozenList("L", "2月分", 1, (second_of("1", morning),)), "7")
    lost = Gone("和室1", morning.starts, morning.until, "臨時休館")
    assert "の結果が違います" in difference(replace(told, gone=(lost,)))


def test_two_requests_of_one_number_are_not_drawn() -> None:
    requests = tuple(second_of("1") for _ in range(2))
    with pytest.raises(SameNumber):
        draw(FrozenList("L", "2月分", 1, requests), "7")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "other"}', '{"format": "madoguchi-lottery-1"}', "null"],
)
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(NotLotteryFile):
        read_exported(text)
