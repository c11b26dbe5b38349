"""抽選録 and 抽選結果, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from app.printing import lottery_minutes
from app.printing.kit.paper import Paper
from app.printing.lottery_minutes import Given, GoneRow, Lottery, RequestRow, WishRow
from tests.app.printing.people import LONGEST
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import OFFICE

DIGEST = "25fca95ddd5764ad6367830ee5c2fcf4fdf6d716feb77f169b8353bdc2880e32"


def request(place: int, wishes: int = 3) -> RequestRow:
    won = place % 3
    rows = [
        WishRow(f"2/{n}(水)", "午前・午後", "活動室A・B(連結)", n == won)
        for n in range(1, wishes + 1)
    ]
    return RequestRow(place, f"H26-{place:04}", LONGEST, rows, DIGEST)


def lottery(count: int) -> Lottery:
    return Lottery(
        center=OFFICE.center,
        name="令和9年2月分",
        number="H26-0001",
        requests=[request(n) for n in range(1, count + 1)],
        digest=DIGEST,
        seed="4 7 1",
        seed_source="12月1日 9時、申込者12人の前で、さいころを3回ふって出た目",
        again="　※ 種を決めた回数 2回",
        claim="令和8年12月10日(木)まで。手続がないと当選は無効になります",
        frozen_at=datetime(2026, 12, 1, 9),
        drawn_at=datetime(2026, 12, 1, 9, 30),
        reissue=1,
    )


def before(count: int) -> Lottery:
    requests = [
        row._replace(
            place=None, digest="", wishes=[w._replace(won=None) for w in row.wishes]
        )
        for row in lottery(count).requests
    ]
    return replace(lottery(0), requests=requests, drawn_at=None, seed="", again="")


GIVEN = [
    Given((f"2027-02-{n:02}",), f"2/{n}(水)", "午前", "活動室A", f"H26-{n:04}", LONGEST)
    for n in range(28, 0, -1)
]
CLOSED = [
    GoneRow(
        f"2/{n}(水)", "12:00〜21:30", "活動室A・B(連結)", "臨時休館（台風12号の接近）"
    )
    for n in range(1, 5)
]


def shut() -> Lottery:
    """Some of it could not be given any more."""
    requests = [
        row._replace(wishes=[w._replace(passed=n) for n, w in enumerate(row.wishes, 1)])
        for row in lottery(9).requests
    ]
    return replace(lottery(0), requests=requests, gone=CLOSED)


PAPERS = {
    "shut": lottery_minutes.make(shut()),
    "minutes": lottery_minutes.make(lottery(30)),
    "list": lottery_minutes.make(before(20)),
    "results": lottery_minutes.make_results(lottery(30), GIVEN),
    "none": lottery_minutes.make_results(lottery(1), []),
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_everything_is_in_its_place(paper: Paper) -> None:
    assert outside(paper) == [] and overlaps(paper) == [] and paper.rest == []
    assert all(fonts_of(paper.pdf()).values())


def test_the_minutes_hold_all_that_the_draw_depends_on() -> None:
    pdf = PAPERS["minutes"].pdf()
    text = text_of(pdf).replace("\r\n", "")
    for told in (
        "抽選録", "令和9年2月分", DIGEST, "4 7 1", "さいころ", "種を決めた回数 2回",
        "H26-0001", "30件", DIGEST[:12], "当選", "落選", "SHA-256",
    ):  # fmt: skip
        assert told in text.replace("　", "") or told in text, told
    assert len(PAPERS["minutes"].pages) == 3


def test_the_list_before_the_draw_has_no_result() -> None:
    text = text_of(PAPERS["list"].pdf()).replace("\r\n", "")
    assert "抽選申込一覧" in text.replace("　", "") and DIGEST in text
    assert "落選" not in text and DIGEST[:12] + " " not in text


def test_what_was_passed_over_stands_under_the_requests_with_its_reason() -> None:
    text = text_of(PAPERS["shut"].pdf()).replace("\r\n", "")
    assert "臨時休館（台風12号の接近）" in text and "12:00〜21:30" in text
    assert text.count("※2") == 9 + 1 and "締切のあと" in text


def test_results_are_posted_by_days() -> None:
    text = text_of(PAPERS["results"].pdf())
    assert text.index("H26-0001\r\n") < text.index("H26-0028")
    assert "12月10日" in text and "28件" in text
