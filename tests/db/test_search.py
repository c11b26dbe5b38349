"""Groups are found by what people remember of them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select, text

from db.folding import fold
from db.records.groups import Group, GroupKey, Member, Person, Role
from db.search import ROUNDS, find
from tests.make import make_group, make_member, make_person
from tests.sites import Site, send

GROUPS = {
    "H26-0012": ("髙橋合唱団", "たかはしがっしょうだん", "048-963-1234"),
    "H26-0112": ("渡邉邦楽会", "ワタナベホウガクカイ", "048-963-5678"),
    "H26-0123": ("花の会", "はなのかい", "048-123-1234"),
    "H25-0012": ("日本舞踊 花柳会", "にほんぶよう はなやぎかい", ""),
    "H26-0200": ("みどりの第12分団", "みどりのだいじゅうにぶんだん", "090-1111-2222"),
    "H26-0201": ("龍ケ崎ボランティアサークル", "リュウガサキボランティアサークル", ""),
    "H26-0202": ("特定非営利活動法人𠮷田・葛\U000e0100城", "よしだかつらぎ", ""),
}
FOUND: dict[str, list[str]] = {
    "高橋": ["髙橋合唱団"],
    "髙橋": ["髙橋合唱団"],
    "渡辺": ["渡邉邦楽会"],
    "ﾜﾀﾅﾍﾞ": ["渡邉邦楽会"],
    "わたなべ": ["渡邉邦楽会"],
    "辺": ["渡邉邦楽会"],
    "花": ["花の会", "日本舞踊 花柳会"],
    "花柳": ["日本舞踊 花柳会"],
    "日本舞踊花柳会": ["日本舞踊 花柳会"],
    "日本　はなやぎ": ["日本舞踊 花柳会"],
    "12": ["髙橋合唱団", "日本舞踊 花柳会", "みどりの第12分団"],
    "0012": ["髙橋合唱団", "日本舞踊 花柳会"],
    "第0123号": ["花の会"],
    "h26-0112": ["渡邉邦楽会"],
    "1234": ["髙橋合唱団", "花の会"],
    "234": ["髙橋合唱団", "花の会"],
    "631234": ["髙橋合唱団"],
    "048-963-5678": ["渡邉邦楽会"],
    "０９０１１１１２２２２": ["みどりの第12分団"],
    "竜ヶ崎": ["龍ケ崎ボランティアサークル"],
    "ぼらんていあ": ["龍ケ崎ボランティアサークル"],
    "𠮷田": ["特定非営利活動法人𠮷田・葛\U000e0100城"],
    "吉田葛城": ["特定非営利活動法人𠮷田・葛\U000e0100城"],
    "": [],
    "・": [],
    '" OR *': [],
    "なし": [],
    "23": [],
    "花" * 10_000: [],
}


def names(site: Site, words: str, limit: int = 50) -> list[str]:
    with site.store.read() as session:
        found = find(session, words, limit)
        return [session.get_one(Group, group_id).name for group_id in found]


@pytest.fixture
def full(home: Site) -> Site:
    with home.store.write(home.act()) as work:
        for number, (name, kana, phone) in GROUPS.items():
            make_group(work, name, number=number, kana=kana, phone=phone)
    return home


def test_finds(full: Site) -> None:
    assert {words: names(full, words) for words in FOUND} == FOUND


def test_changes_are_found_at_once_and_old_names_no_more(full: Site) -> None:
    with full.store.read() as session:
        [group_id] = find(session, "花の会")
    full.correct(group_id, name="月の会")
    assert names(full, "花の") == []
    assert names(full, "月の") == ["月の会"]
    assert names(full, "ハナノ") == ["月の会"]


def test_by_representative_and_contact_but_not_by_members(full: Site) -> None:
    with full.store.write(full.act()) as work:
        group_id = find(work, "花の会")[0]
        for name, role in (
            ("山﨑 太郎", Role.REPRESENTATIVE),
            ("佐々木 梅", Role.CONTACT),
            ("鈴木 松", Role.MEMBER),
        ):
            person = make_person(work, name, phone="080-5555-6666")
            make_member(work, group_id, person.id, role=role)
    assert names(full, "山崎") == names(full, "佐佐木") == ["花の会"]
    assert names(full, "花 山崎 6666") == ["花の会"]
    assert names(full, "鈴木") == names(full, "渡辺 山崎") == []
    with full.store.write(full.act()) as work:
        [person] = work.records(select(Person).where(Person.name == "山﨑 太郎"))
        person.name = "島崎 太郎"
    assert names(full, "嶋﨑") == ["花の会"]
    with full.store.write(full.act()) as work:
        contacts = select(Member).where(Member.role == Role.CONTACT)
        [contact] = work.records(contacts)
        work.delete(contact)
    assert names(full, "佐々木") == []


def test_what_another_site_sends_is_found(sites: Sequence[Site]) -> None:
    home, satellite, _ = sites
    group_id = satellite.register("つくし会").value
    satellite.join(group_id, "𠮷田 藤子")
    send(satellite, home)
    assert names(home, "つくし 吉田") == ["つくし会"]


def test_of_too_many_the_likeliest(home: Site) -> None:
    with home.store.write(home.act()) as work:
        for n in range(120):
            make_group(work, f"{n:03}の友の会", number=f"H25-{n:04}", kana="")
        make_group(work, "友の会", number="H26-9000", kana="")
        make_group(work, "歌う会", number="H26-9001", kana="", phone="03-1234-0007")
    assert len(names(home, "の会")) == 50
    assert names(home, "友の会", 20)[0] == "友の会"
    assert names(home, "7", 5)[0] == "007の友の会"
    assert names(home, "0007") == ["007の友の会", "歌う会"]


def test_false_proposals_do_not_push_out_a_match(home: Site) -> None:
    with home.store.write(home.act()) as work:
        for n in range(ROUNDS * 5 - 1):
            make_group(work, "あいう", number=f"H25-{n:04}", kana="うあい")
        make_group(work, "いうあい", number="H26-0001", kana="")
    assert names(home, "うあいう", 5) == []
    assert names(home, "いうあい", 5) == ["いうあい"]


def test_against_reading_every_name(home: Site) -> None:
    random = Random(9)
    letters = "花火会合ハバは山1２ー々"
    written = [
        "".join(random.choices(letters, k=random.randint(1, 6))) for _ in range(99)
    ]
    with home.store.write(home.act()) as work:
        for name in written:
            make_group(work, name, number="無", kana="")
    for length in (1, 2, 3):
        for _ in range(30):
            word = "".join(random.choices(letters, k=length))
            slow = [name for name in written if fold(word) and fold(word) in fold(name)]
            assert sorted(names(home, word, 100)) == sorted(slow), word


def test_keys_are_not_journaled_and_leave_nothing_behind(full: Site) -> None:
    before = full.journal.vector()
    with full.store.write(full.act()) as work:
        group_id = find(work, "花の会")[0]
    assert full.journal.vector() == before
    for n in range(3):
        full.correct(group_id, name=f"花の会{n}")
    with full.store.read() as session:
        keys = session.scalars(select(GroupKey.group_id)).all()
        assert len(keys) == len(GROUPS) == len(set(keys))
        assert isinstance(keys[0], UUID)
        if full.engine.dialect.name == "sqlite":
            check = text("INSERT INTO group_fts(group_fts) VALUES ('integrity-check')")
            session.execute(check)
            held = session.scalar(text("SELECT count(*) FROM group_fts_docsize"))
            assert held == len(GROUPS)
