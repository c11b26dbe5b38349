"""What holds for every rulebook and every day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from app.rules.acceptance.windows import window
from app.rules.book.offset import Offset
from app.rules.book.rulebook import Rulebook
from app.rules.fees import quote
from app.rules.file.load import inspect, load
from app.rules.file.refusals import RulebookRefused
from app.rules.file.shelf import sample, sample_text
from app.rules.refunds import refund
from app.rules.use.bookings import may_book

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
RATES = st.decimals(0, 1, places=3)
WAYS = st.sampled_from(["up", "down"])
OFFSETS = st.builds(
    Offset,
    months_before=st.integers(0, 36),
    weeks_before=st.integers(0, 8),
    days_before=st.integers(0, 60),
    day=st.integers(0, 31),
)


def written(offset: Offset) -> str:
    keys = ("months_before", "weeks_before", "days_before", "day")
    given = {key: getattr(offset, key) for key in keys}
    return (
        "{" + ", ".join(f"{key} = {value}" for key, value in given.items() if value) + "}"
    )


def fastest(work: Callable[[], object], times: int) -> float:
    """Seconds of processor time: other work on the machine does not count."""
    found = []
    for _ in range(times):
        before = process_time()
        work()
        found.append(process_time() - before)
    return min(found)


def book_with(rules: str, yen: int = 0) -> Rulebook | None:
    text = f"""
    name = "試し"
    default_source = "試し"
    source = [{{ id = "試し", title = "試しの設定" }}]
    facility = [{{ name = "館" }}]
    room = [{{ name = "室", facility = "館" }}]
    [[slots]]
    times = {{ "朝" = "9:00-12:00", "昼" = "13:00-17:00" }}
    [[price]]
    yen = {{ "朝" = {yen}, "昼" = {yen} }}
    {rules}
    """
    return inspect(text)[0]


@given(OFFSETS, OFFSETS, DAYS)
def test_a_window_never_closes_before_it_opens(
    opens: Offset, closes: Offset, day: date
) -> None:
    rules = f"[[window]]\nopens = {written(opens)}\ncloses = {written(closes)}"
    book = book_with(rules)
    if book is not None:
        found = window(book, day, "室")
        assert found.earliest <= found.latest


@given(DAYS, st.integers(0, 36))
def test_months_before_stay_within_the_month(day: date, months: int) -> None:
    found = Offset(months_before=months).of(day)
    assert (day.year - found.year) * 12 + day.month - found.month == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@given(st.integers(0, 100_000), RATES, st.integers(1, 1_000), WAYS, DAYS)
def test_fee_lines_add_up_and_never_below_zero(
    yen: int, rate: Decimal, to: int, way: str, day: date
) -> None:
    rounding = f'rounding = {{ to = {to}, way = "{way}" }}'
    book = book_with(f'[[reduction]]\nground = "減"\nrate = {rate}\n{rounding}', yen)
    assert book is not None
    found = quote(book, "室", day, ["朝", "昼"], ground="減")
    assert found.fee == sum(line.amount for line in found.lines) >= 0
    assert found.fee + found.reduction == 2 * yen
    assert found.fee % to == 0
    exact = 2 * yen * (1 - rate)
    assert abs(found.fee - exact) < to


@given(st.integers(0, 100_000), RATES, DAYS, st.integers(0, 60))
def test_a_refund_is_never_more_than_was_paid(
    paid: int, rate: Decimal, day: date, before: int
) -> None:
    tiers = f"tiers = [{{ by = {{ days_before = 5 }}, rate = {rate} }}]"
    book = book_with(f'[[refund]]\n{tiers}\nrounding = {{ to = 10, way = "down" }}')
    assert book is not None
    cancel_on = day - timedelta(days=before)
    found = refund(book, "室", use_date=day, cancel_on=cancel_on, paid=paid)
    assert 0 <= found.amount <= paid
    assert found.rate == (rate if before >= 5 else 0)


@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    text = sample_text("demo")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    put = data.draw(
        st.sampled_from(["", "[", "]]", '"', "=", "\n", "1", "{", "\0", "春"])
    )
    book, problems = inspect(text[:start] + put + text[end:], "demo", sample_text)
    assert (book is None) == bool(problems)
    assert all(isinstance(each, RulebookRefused) and each.line > 0 for each in problems)


def test_reading_the_same_text_gives_the_same_rulebook() -> None:
    again = load(sample_text("demo"), "demo", sample_text)
    assert again == sample("demo")


def test_a_rulebook_loads_in_under_20_milliseconds() -> None:
    assert fastest(lambda: load(sample_text("demo"), "demo", sample_text), 5) < 0.020


def test_a_booking_is_judged_and_priced_in_under_200_microseconds() -> None:
    book, day, today = sample("demo"), date(2027, 2, 14), date(2026, 12, 1)

    def judged() -> None:
        may_book(book, "活動室A", day, ["午前", "午後"], registered=True, apply_on=today)
        quote(book, "活動室A", day, ["午前", "午後"])

    assert fastest(judged, 200) < 0.000_200
