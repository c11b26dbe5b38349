"""What 臨時休館 says of an offer that another site has made."""

from __future__ import annotations

from dataclasses import replace

from app.services.emergencies import Settlement, Settling
from app.services.waiting import Entry
from tests.app.services.conftest import Center
from tests.app.services.test_emergencies import DAY, Storm
from ui.pages.emergencies import words


def test_it_says_who_ends_it(center: Center) -> None:
    storm, desk = Storm(center), center.desk
    group = center.register()
    entry = Entry(center.room("活動室A").id, group, DAY, ("午後",), "練習", 8)
    offered = desk.waiting.enter(center.staff, entry).value
    desk.waiting.offer(center.staff, offered, DAY)
    card = desk.emergencies.card(storm.closed())
    [own] = card.lines
    away = replace(own, elsewhere="東部")
    told = [words.near(line, ()) for line in (own, away)]
    assert told == ["案内を取りやめ", "東部で案内を取りやめ"]
    assert words.becomes(Settling(away)) == told[1]
    whole = words.summary(Settlement(card, [Settling(own), Settling(away)]))
    assert "待ちの案内・抽選の希望 1件は取りやめ" in whole
    assert "ほかの拠点の待ちの案内 1件は、その拠点で取りやめ" in whole
