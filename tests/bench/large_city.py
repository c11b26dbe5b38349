"""The rules of a city with many houses and rooms, as long as such rules are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

HOUSES = 6
HEAD = """name = "大きな市"
default_source = "条例"

[[source]]
id = "条例"
title = "大きな市の市民センター条例"

[[season]]
name = "冬"
between = ["11/1", "3/31"]

[holidays]
bare = "with_substitutes"

[[closed]]
weekdays = ["月"]
article = "第4条第1項第1号"

[[closed]]
between = ["12/29", "1/3"]
reason = "年末年始"
article = "第4条第1項第2号"

[[hours]]
hours = "9:00-21:00"
article = "第3条"

[[hours]]
when = { days = ["日", "祝日"] }
hours = "9:00-17:00"
article = "第3条ただし書"

[[slots]]
times = { "午前" = "9:00-12:00", "午後" = "13:00-17:00", "夜間" = "18:00-21:00" }
article = "別表第1"

[[window]]
opens = { months_before = 3, day = 1 }
closes = { days_before = 1 }
article = "第6条"

[[requirement]]
registered_only = ["rooms"]

[[term]]
fiscal_years = 1

[[payment]]
days_after = 0

[[refund]]
tiers = [{ by = { days_before = 7 }, rate = 1 }, { by = { days_before = 1 }, rate = 0.5 }]
rounding = { to = 10, way = "down" }
article = "第12条"
"""
HOUSE = """
[[facility]]
name = "{house}"

[[closed]]
facilities = ["{house}"]
dates = [2026-09-15, 2027-02-17]
reason = "設備の点検"
article = "第4条第2項"

[[window]]
facilities = ["{house}"]
when = {{ residency = "市外" }}
opens = {{ months_before = 2, day = 1 }}
closes = {{ days_before = 1 }}
article = "第6条第2項"

[[reduction]]
facilities = ["{house}"]
ground = "{house}を運営する団体の利用"
rate = 0.5
rounding = {{ to = 10, way = "down" }}
article = "第10条第1項"
"""
ROOM = """
[[room]]
name = "{room}"
facility = "{house}"

[[price]]
rooms = ["{room}"]
yen = {{ "午前" = {yen}, "午後" = {more}, "夜間" = {more} }}
article = "別表第2"

[[price]]
rooms = ["{room}"]
when = {{ days = ["土", "日", "祝日"] }}
yen = {{ "午前" = {more}, "午後" = {most}, "夜間" = {most} }}
article = "別表第2 備考1"

[[price]]
rooms = ["{room}"]
when = {{ residency = "市外", season = "冬" }}
yen = {{ "午前" = {most}, "午後" = {most}, "夜間" = {most} }}
article = "別表第2 備考2"
"""


def text(rooms: Sequence[str]) -> str:
    return HEAD + "".join(_parts(rooms))


def _parts(rooms: Sequence[str]) -> Iterator[str]:
    houses = [f"第{number}市民センター" for number in range(1, HOUSES + 1)]
    yield from (HOUSE.format(house=house) for house in houses)
    for number, room in enumerate(rooms):
        yen = 400 + 100 * number
        prices = {"yen": yen, "more": yen + 200, "most": yen * 2}
        yield ROOM.format(room=room, house=houses[number % HOUSES], **prices)
