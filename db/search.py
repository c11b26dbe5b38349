"""Finds groups by what people remember of them: name, reading, number, phone, person.

A group has a key, its folded fields, and tokens of one and two characters. The index
over the tokens (FTS5 in SQLite, GIN in PostgreSQL) proposes, the key decides. Bigrams
and not trigrams: most surnames have two characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Text, Uuid, and_, delete, insert, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from db.folding import fold, tokens
from db.journal.entry import RowKey
from db.journal.projections import Here, projects
from db.journal.rebuild import folded
from db.prepared import OfKeys
from db.reader import as_known_key
from db.records.base import table_of
from db.records.groups import Group, GroupKey, Member, Person, Role
from db.session import Session

#: Folded text has no signs, so these tell a whole number, the end of a phone number and
#: the beginning of a name from their tokens.
NUMBER, PHONE, START = "№", "℡", "〈"
PHONE_ENDS: Final = (3, 4, 6)
#: More is not looked at: a name is told by less, and a pasted page costs no more.
WORDS, LENGTH = 6, 24
ROUNDS: Final = 4
GROUPS_OF = OfKeys(
    "SELECT group_id FROM member WHERE person_id IN {keys}", "uuid", Uuid()
)
FIND: Final = """
    SELECT number, group_id, key FROM group_fts JOIN group_key ON number = group_fts.rowid
    WHERE group_fts MATCH ? AND group_fts.rowid > ? ORDER BY group_fts.rowid LIMIT ?
"""

#: Tokens of which all, of one of the sets, for every word.
Wanted = Sequence[Sequence[Collection[str]]]
#: Row number, group and key; the group as the driver gives it.
Hit = tuple[int, Any, str]
#: Rank, key and group.
Match = tuple[int, str, Any]
Lookup = Callable[[Session, Wanted, int, int], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Key:
    """The folded fields of a group. `running` is the last digits of its number."""

    number: str
    running: str
    name: str
    kana: str
    phones: Sequence[str]
    people: Sequence[str]

    @classmethod
    def of(cls, fields: Sequence[str], people: Sequence[Sequence[str]]) -> Key:
        number, name, kana, *phones = fields
        runs = re.findall(r"\d+", unicodedata.normalize("NFKC", number))
        phones += [phone for _, _, phone in people]
        names = [fold(part) for name, reading, _ in people for part in (name, reading)]
        return cls(
            fold(number),
            str(int(runs[-1])) if runs else "",
            fold(name),
            fold(kana),
            sorted({digits for phone in phones if (digits := _digits(phone))}),
            sorted(filter(None, set(names))),
        )

    def __str__(self) -> str:
        """Every field ends with a tab; kana and name, not people, begin with one. Sorts
        by kana."""
        numbers = (NUMBER + self.number, NUMBER + self.running)
        phones = (PHONE + phone for phone in self.phones)
        names = ("", self.kana, self.name, " ".join(("", *self.people)))
        return "\t".join((*names, *numbers, *phones, ""))

    def tokens(self) -> set[str]:
        found = {NUMBER + self.number, NUMBER + self.running}
        for name in (self.name, self.kana):
            found |= {START + name[:1], START + name[:2]}
        for name in (self.name, self.kana, *self.people):
            found |= tokens(name)
        return found | {PHONE + phone[-n:] for phone in self.phones for n in PHONE_ENDS}


def find(session: Session, asked: str, limit: int = 50) -> list[UUID]:
    """The groups in which every word asked for is found, the likeliest first.

    At most `limit`; where there are more, those with the number or the beginning of the
    name are preferred.
    """
    words = [fold(word)[:LENGTH] for word in asked.split()[:WORDS]]
    words = [word for word in words if word]
    if not words:
        return []
    found = _matches(session, words, _anywhere(words), limit)
    if len(found) == limit:
        likely = _matches(session, words, _likeliest(words), limit)
        found = list({*found, *likely})
    found.sort()
    return [as_known_key(group_id) for *_, group_id in found[:limit]]


def _matches(
    session: Session, words: Sequence[str], wanted: Wanted, limit: int
) -> list[Match]:
    """Up to `limit` matches; looks at a bounded number of proposals."""
    look = LOOKUPS[session.connection().dialect.name]
    ranks = [_ranking(word) for word in words]
    found: list[Match] = []
    after = 0
    for _ in range(ROUNDS):
        hits = look(session, wanted, after, limit)
        for _, group_id, key in hits:
            of_words = [rank(key) for rank in ranks]
            if 3 not in of_words:
                found.append((min(of_words), key, group_id))
        if len(hits) < limit or len(found) >= limit:
            break
        after = hits[-1][0]
    return found[:limit]


def _ranking(word: str) -> Callable[[str], int]:
    """Ranks keys: 0 for the number, 1 for how a name begins, 2 otherwise, 3 for no."""
    begins = f"\t{word}"
    if not re.search(r"\d", word):
        return lambda key: 1 if begins in key else 2 if word in key else 3
    whole = NUMBER + (_number(word) or word) + "\t"
    ending = re.compile(rf"{PHONE}\d*{word}\t")

    def rank(key: str) -> int:
        if whole in key:
            return 0
        if begins in key:
            return 1
        ends = len(word) >= PHONE_ENDS[0] and ending.search(key)
        return 2 if ends or word in key[: key.index(NUMBER)] else 3

    return rank


def _anywhere(words: Sequence[str]) -> Wanted:
    return [[_parts(word), *_numbers(word)] for word in words]


def _likeliest(words: Sequence[str]) -> Wanted:
    """As `_anywhere`, but the first word is the number or begins the name."""
    first, *others = words
    begins = [{START + first[:2]} | _parts(first), *_numbers(first)[:1]]
    return [begins, *_anywhere(others)]


def _parts(word: str) -> set[str]:
    """The tokens of two characters; a word of one is its own."""
    return {token for token in tokens(word) if len(token) == min(2, len(word))}


def _numbers(word: str) -> list[set[str]]:
    """What a word with digits may be besides a part of a name."""
    digits = _number(word)
    known = [{NUMBER + (digits or word)}] if re.search(r"\d", word) else []
    ends = [n for n in PHONE_ENDS if n <= len(word)] if word.isdecimal() else []
    return known + [{PHONE + word[-n:]} for n in ends[-1:]]


def _number(word: str) -> str:
    """123 for 123, 0123 and 第123号."""
    found = re.fullmatch(r"(?:第|no)?(\d+)号?", word)
    return str(int(found[1])) if found else ""


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))


def _in_fts(session: Session, wanted: Wanted, after: int, limit: int) -> Sequence[Hit]:
    """By the plain driver: SQLAlchemy would take longer than the search itself."""
    match = " AND ".join(f"({' OR '.join(map(_all, sets))})" for sets in wanted)
    driver: Any = session.connection().connection.driver_connection
    hits: Sequence[Hit] = driver.execute(FIND, (match, after, limit)).fetchall()
    return hits


def _all(wanted: Iterable[str]) -> str:
    return "(" + " AND ".join(f'"{token}"' for token in sorted(wanted)) + ")"


def _in_gin(session: Session, wanted: Wanted, after: int, limit: int) -> Sequence[Hit]:
    """All rounds in one, in no order.

    The planner takes splitting the tokens of every row for cheap and reads the whole
    table: 250 ms instead of 1 in 100,000 groups. So that way is shut while it looks.
    """
    if after:
        return []
    held = literal_column("string_to_array(tokens, ' ')", ARRAY(Text))
    conditions = and_(
        *(or_(*(held.contains(sorted(each)) for each in sets)) for sets in wanted)
    )
    session.execute(text("SET LOCAL enable_seqscan = off"))
    found = session.execute(
        select(GroupKey.number, GroupKey.group_id, GroupKey.key)
        .where(conditions)
        .limit(limit * ROUNDS)
    ).all()
    session.execute(text("SET LOCAL enable_seqscan = on"))
    return [(number, group_id, key) for number, group_id, key in found]


LOOKUPS: dict[str, Lookup] = {"sqlite": _in_fts, "postgresql": _in_gin}


@projects("group")
def index_groups(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """Make keys and tokens of these groups anew."""
    keys = _keys(session, ids)
    held = table_of(GroupKey)
    in_fts = session.connection().dialect.name == "sqlite"
    gone = session.scalars(
        delete(held).where(held.c.group_id.in_(ids)).returning(held.c.number)
    ).all()
    if in_fts and gone:
        session.connection().exec_driver_sql(
            "DELETE FROM group_fts WHERE rowid = ?", [(number,) for number in gone]
        )
    if not keys:
        return
    spelt = {group_id: " ".join(sorted(key.tokens())) for group_id, key in keys.items()}
    rows = [
        {"group_id": i, "key": str(key), "tokens": "" if in_fts else spelt[i]}
        for i, key in keys.items()
    ]
    numbered = session.execute(
        insert(held).returning(held.c.number, held.c.group_id), rows
    ).all()
    if in_fts:
        session.connection().exec_driver_sql(
            "INSERT INTO group_fts (rowid, tokens) VALUES (?, ?)",
            [(number, spelt[group_id]) for number, group_id in numbered],
        )


@projects("member")
def index_of_members(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """A member who has gone is known to the journal only."""
    there = session.execute(
        select(Member.id, Member.group_id).where(Member.id.in_(ids))
    ).all()
    gone = set(ids) - {row.id for row in there}
    past = folded(session, [RowKey("member", member_id) for member_id in gone])
    groups = {row.group_id for row in there}
    groups |= {UUID(str(row.values["group_id"])) for row in past.values() if row.values}
    index_groups(session, here, groups)


@projects("person")
def index_of_persons(session: Session, here: Here, ids: Collection[UUID]) -> None:
    found = {group_id for (group_id,) in GROUPS_OF.rows(session.connection(), ids)}
    if found:
        index_groups(session, here, found)


def _keys(session: Session, ids: Collection[UUID]) -> dict[UUID, Key]:
    """Group, representative and contact, folded."""
    people: dict[UUID, list[Sequence[str]]] = {}
    for group_id, *person in session.execute(
        select(Member.group_id, Person.name, Person.kana, Person.phone)
        .join(Person, Person.id == Member.person_id)
        .where(Member.group_id.in_(ids))
        .where(Member.role.in_((Role.REPRESENTATIVE, Role.CONTACT)))
    ):
        people.setdefault(group_id, []).append(person)
    found = session.execute(
        select(
            Group.id, Group.number, Group.name, Group.kana, Group.phone, Group.mobile
        ).where(Group.id.in_(ids))
    )
    return {i: Key.of(fields, people.get(i, ())) for i, *fields in found}
