"""What a rulebook may say but hardly means, and what is usual and goes by unasked."""

from __future__ import annotations

from datetime import date

import pytest

from app.kit.messages import text_of
from app.rules.file import doubts as kinds
from app.rules.file.doubts import doubts, of_version
from app.rules.file.refusals import Doubtful
from app.rules.file.shelf import SHELF, sample_text

TODAY = date(2026, 11, 24)
PRICES = '[[price]]\nyen = { "午前" = 800, "午後" = 1000, "全日" = 2700 }\n'

#: A text, what is doubtful in it, its line, and a word of what is told.
DOUBTFUL = [
    ("[[surcharge]]\nfactor = 10\n", kinds.TooMuch, 2, "5 まで"),
    ("[[surcharge]]\n\nrate = 10.0\n", kinds.TooMuch, 3, "1000% です"),
    ("[[discount]]\nrate = 0.95\n", kinds.TooMuch, 2, "95%"),
    ("[[extension]]\nshare = 3\nof = 'after'\n", kinds.TooMuch, 2, "300%"),
    ("[[window]]\nopens = { months_before = 30 }\n", kinds.TooMuch, 2, "30"),
    ("[[refund]]\ntiers = [\n{ by = { days_before = 700 } },\n]", kinds.TooMuch, 3, ""),
    (PRICES.replace("2700", "27000"), kinds.UnlikePrice, 2, "27,000円"),
    (PRICES.replace("800", "8"), kinds.UnlikePrice, 2, "8円"),
    (PRICES + PRICES.replace("800", "80000"), kinds.UnlikePrice, 4, "80,000円"),
    ("[[price]]\nyen_per_use = 2000000\n", kinds.Dear, 2, "2,000,000円"),
    ("[[print]]\nsheet_yen = 3000000\n", kinds.Dear, 2, "3,000,000円"),
    ("[[price]]\nvalid_from = 2062-04-01\n", kinds.FarDate, 2, "令和44年4月1日"),
    ("[[closed]]\ndates = [\n2027-01-04,\n2072-01-05]\n", kinds.FarDate, 4, "2年より"),
    ('[[hours]]\nhours = "1:00-23:00"\n', kinds.LongDay, 2, "1:00-23:00"),
]
USUAL = [
    PRICES,
    PRICES
    + PRICES.replace("[[price]]", '[[price]]\nrooms = ["大ホール"]')
    .replace("800", "8000")
    .replace("1000", "10000")
    .replace("2700", "27000"),
    "[[price]]\nyen = { '午前' = 0, '全日' = 2700 }\n",
    "[[surcharge]]\nfactor = 3\n[[surcharge]]\nrate = 2\n",
    "[[price]]\nvalid_from = 2011-04-01\n[[price]]\nvalid_from = 2028-04-01\n",
    '[[hours]]\nhours = "8:00-24:00"\n',
    "[[price]]\nwhen = { days_ahead = { from = 900 } }\nyen_per_use = 300\n",
]


@pytest.mark.parametrize(("text", "kind", "line", "word"), DOUBTFUL)
def test_a_doubtful_value_is_told_with_its_line(
    text: str, kind: type[Doubtful], line: int, word: str
) -> None:
    [found] = doubts(text, "試し.toml", TODAY)
    assert (type(found), found.line) == (kind, line)
    assert f"試し.toml の {line} 行目" in text_of(found)
    assert word in text_of(found)


@pytest.mark.parametrize("text", USUAL)
def test_what_is_usual_is_not_asked_about(text: str) -> None:
    assert doubts(text, "試し.toml", TODAY) == ()


@pytest.mark.parametrize("name", [path.stem for path in SHELF.glob("*.toml")])
def test_no_sample_is_doubtful(name: str) -> None:
    assert doubts(sample_text(name), name, TODAY) == ()


def test_a_version_begins_soon_and_not_in_the_past() -> None:
    days = (date(2026, 11, 23), TODAY, date(2027, 4, 1), date(2062, 4, 1))
    assert [len(of_version(day, TODAY)) for day in days] == [1, 0, 0, 1]
    told = [text_of(of_version(day, TODAY)[0]) for day in (days[0], days[-1])]
    assert "もう過ぎています" in told[0] and "2年より先" in told[1]


def test_the_same_doubt_is_known_again_wherever_it_stands() -> None:
    text = "[[surcharge]]\nfactor = 10\n"
    [one], [other] = (doubts(each, "a", TODAY) for each in (text, f"\n\n{text}"))
    assert one.key == other.key
    [more] = doubts(text.replace("10", "11"), "a", TODAY)
    assert more.key != one.key
