"""Packages that go there and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, delete

from app.kit.clock import wall
from app.rules.file.shelf import own_text, sample_text
from app.rules.numbering import read_number
from app.services.rulebooks import NewRulebook
from app.services.staff import NewStaff
from app.services.sync.header import Exchanged
from db.journal.entry import Act
from db.numbers import catch_up
from db.records.base import table_of
from db.records.numbers import Counter
from db.records.sites import Site
from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import PASSPHRASE, carry, opened


def test_a_satellite_begins_with_all_the_center_has(center: Center, east: Center) -> None:
    assert east.desk.journal.vector() == center.desk.journal.vector()
    assert [row.name for row in east.desk.staff.able()] == ["渡邊 千恵子"]
    rooms = east.desk.today.view(east.clock.now.replace(tzinfo=None)).rooms
    assert {room.name: room.home for room in rooms} == {
        "活動室A": "H",
        "活動室B": "H",
        "東部 会議室1": "E",
    }
    assert east.desk.journal.complaints() == []


def test_the_others_get_their_pins_from_somebody_signed_in(
    center: Center, east: Center, folder: Path
) -> None:
    """A hash never travels; at each site the PIN is another one, and no contradiction."""
    newcomer = NewStaff("𠮷田 健", "ヨシダ ケン", "9753")
    key = center.desk.staff.add(center.staff, newcomer).value
    carry(center, "E", east, folder)
    assert [row.name for row in east.desk.staff.able()] == ["渡邊 千恵子"]
    has = {one.id: one.has_pin for one in east.desk.staff.colleagues()}
    assert has == {UUID(center.staff): True, key: False}
    east.desk.staff.change_pin(east.staff, key, "8642")
    center.desk.staff.change_pin(center.staff, key, "7531")
    assert all(one.has_pin for one in east.desk.staff.colleagues())
    assert carry(east, "H", center, folder).contradictions == []
    hashes = [site.desk.staff.able()[0].pin_hash for site in (center, east)]
    assert hashes[0] != hashes[1]


def test_work_goes_there_and_back(center: Center, east: Center, tmp_path: Path) -> None:
    group = center.register()
    sent = center.desk.sync.pack(center.staff, "E", tmp_path).value
    assert sent.path.name == "交換_市民活動支援センター→東部_R8.11.24-1407.mdg"
    inspection = east.desk.sync.inspect(sent.path)
    assert [(c.what, c.count) for c in inspection.verbs] == [("団体の登録", 1)]
    before = east.desk.journal.vector()
    assert inspection.outcome.applied == 1 and before == east.desk.journal.vector()
    assert east.desk.sync.apply(center.staff, sent.path).value.applied == 1
    assert east.desk.groups.card(group).form.name == "花の会"
    back = east.desk.sync.pack(center.staff, "H", tmp_path).value
    assert center.desk.sync.apply(center.staff, back.path).value.applied == 0
    [peer] = center.desk.sync.status().peers
    assert (peer.waiting, peer.unconfirmed) == (0, 0)


def test_files_come_along_and_late_ones_are_asked_for(
    center: Center, east: Center, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = center.register()
    (paper := folder / "会則.pdf").write_bytes(b"%PDF-1.7 " + b"x" * 1000)
    center.desk.attachments.add(center.staff, group, paper)
    monkeypatch.setattr("app.services.sync.packages.MOST_FILES", 500)  # too small
    carry(center, "E", east, folder)
    [row] = east.desk.attachments.of_group(group)
    assert not row.here
    monkeypatch.undo()
    carry(east, "H", center, folder)
    path = center.desk.sync.pack(center.staff, "E", folder).value.path
    assert east.desk.sync.inspect(path).files == 1
    east.desk.sync.apply(center.staff, path)
    [row] = east.desk.attachments.of_group(group)
    assert row.here


def test_a_lost_package_is_made_good_by_the_next(
    center: Center, east: Center, folder: Path
) -> None:
    first = center.register("花の会")
    center.desk.sync.pack(center.staff, "E", folder).value.path.unlink()
    [peer] = center.desk.sync.status().peers
    assert (peer.waiting, peer.unconfirmed) == (0, 1)
    second = center.register("緑の会", "ミドリノカイ")
    [peer] = center.desk.sync.status().peers
    assert (peer.waiting, peer.unconfirmed) == (1, 1)
    assert carry(center, "E", east, folder).applied == 2
    assert {east.desk.groups.card(key).form.name for key in (first, second)} == {
        "花の会",
        "緑の会",
    }


def test_packages_in_any_order(center: Center, east: Center, folder: Path) -> None:
    sync = center.desk.sync
    for name in "ab":
        center.register(f"{name}の会", "ノカイ")
        sync.pack(center.staff, "E", folder / f"{name}.mdg")
    late = east.desk.sync.apply(center.staff, folder / "b.mdg").value
    early = east.desk.sync.apply(center.staff, folder / "a.mdg").value
    assert (late.applied, early.applied) == (2, 0) and early.known >= 1


def test_the_header_tells_age_and_backlog(
    center: Center, east: Center, folder: Path
) -> None:
    before = east.desk.sync.header()
    assert before and (before.waiting, before.age(wall(east.clock()))) == (0, "たった今")
    east.register()
    east.clock.now += timedelta(hours=3, minutes=5)
    told = east.desk.sync.header()
    assert told and (told.waiting, told.age(wall(east.clock()))) == (1, "3時間前")
    later = wall(east.clock())
    assert told.age(later + timedelta(days=1)) == "昨日"
    assert told.age(later + timedelta(days=12)) == "12日前"
    assert Exchanged(None, 0).age(later) == "まだ"


def test_three_sites_meet_in_the_middle(
    center: Center,
    east: Center,
    new_engine: Callable[[], Engine],
    folder: Path,
) -> None:
    west = opened(center, new_engine(), folder, "W", "西部")
    for nth, site in enumerate((center, east, west)):
        site.register(f"{nth}の会", "ノカイ")
    for _ in range(2):
        for code, satellite in (("E", east), ("W", west)):
            carry(satellite, "H", center, folder)
            carry(center, code, satellite, folder)
    carry(center, "E", east, folder)
    vectors = [site.desk.journal.vector() for site in (center, east, west)]
    assert vectors[0] == vectors[1] == vectors[2]
    assert all(not site.desk.journal.complaints() for site in (center, east, west))
    assert not west.desk.sync.status().is_center
    assert [peer.code for peer in west.desk.sync.status().peers] == ["H"]


def test_a_satellite_goes_on_with_its_numbers(
    center: Center, new_engine: Callable[[], Engine], folder: Path, quick_passphrase: None
) -> None:
    """As in the demo, where the satellite's past was written beside the center's."""
    east = opened(center, new_engine(), folder, "E", "東部")
    east.register()
    carry(east, "H", center, folder)
    before = east.desk.groups.search("")[0].number
    assert before == "E26-0001"
    with east.store.write(Act("test.catch_up", "", east.clock())) as work:
        work.execute(delete(table_of(Counter)))
        catch_up(work, "E", read_number)
    east.register("緑の会", "ミドリノカイ")
    assert east.desk.groups.search("")[0].number == "E26-0002"


def test_its_own_rooms_are_given_away_without_asking(
    center: Center, new_engine: Callable[[], Engine], folder: Path, quick_passphrase: None
) -> None:
    """By the center's rules, which know them from the day the satellite is added."""
    text = own_text("blank", "かんたん", "センター", ["活動室A", "活動室B"])
    rules = NewRulebook(
        "かんたん", date(2026, 11, 24), text, {"blank": sample_text("blank")}
    )
    center.desk.rulebooks.enact(center.staff, rules)
    east = opened(center, new_engine(), folder)
    group = east.register()
    wish = east.wish(group, date(2026, 12, 7), "午前", room="東部 会議室1")
    wish = replace(wish, users=12)
    booked = east.desk.bookings.book(east.staff, wish).value
    assert (booked.number, booked.provisional) == ("E26-0001", False)
    away = center.wish(center.register("緑の会", "ミドリノカイ"), wish.day, "午前")
    away = replace(away, room_id=wish.room_id, users=12)
    assert center.desk.bookings.book(center.staff, away).value.provisional
    carry(east, "H", center, folder)
    [told] = carry(center, "E", east, folder).contradictions
    assert told.title == "東部 会議室1 R8.12.7 9:00～12:00" and told.mine


def test_rooms_that_no_rule_speaks_of_can_be_booked_from_the_first_day(
    center: Center, new_engine: Callable[[], Engine], folder: Path, quick_passphrase: None
) -> None:
    """The center's rules name their own facilities only: 体験用の規則集 is such a one."""
    east = opened(center, new_engine(), folder)
    wish = east.wish(east.register(), date(2026, 12, 2), "午前", room="東部 会議室1")
    booked = east.desk.bookings.book(east.staff, replace(wish, users=12)).value
    assert (booked.fee, booked.provisional) == (0, False)
    card = east.desk.bookings.card(booked.id)
    assert "当センターの設定" in card.fee_lines


def test_a_site_that_has_no_keys_yet_can_be_opened(
    center: Center, folder: Path, quick_passphrase: None
) -> None:
    """As the demo's satellite, whose part was written at the center."""
    with center.store.write(Act("test.add", "", center.clock())) as work:
        work.add(Site(id=work.new_id(), code="N", kind="satellite", name="北部"))
    sync = center.desk.sync
    [peer] = sync.status().peers
    assert (peer.name, peer.ready, sync.header()) == ("北部", False, None)
    sync.opening_file(center.staff, "N", PASSPHRASE, folder)
    [peer] = sync.status().peers
    assert peer.ready and sync.header() is not None
