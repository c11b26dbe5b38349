"""The bytes of an entry. A journal is forever: if this fails, change the code."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from db.journal.entry import Body, Change, Dot, Entry, Op, RowKey, dump, load

ROW = RowKey("group", UUID("01890a5d-ac96-774b-bcce-b302099a8057"))
TEXT = '{"salt":"0011","told":{"lapsed":[false,true],"name":[null,"葛󠄀飾𠮷田"]}}'
NOTE = '{"salt":"2233","told":"電話で"}'
FILE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ENTRY = Entry(
    dot=Dot("H", 7),
    clock=116328628224000000,
    seen={"H": 6, "A": 3},
    schema=1,
    staff="01890a5dac96774bbcceb302099a8057",
    verb="group.correct",
    reason="asked.by_phone",
    note=Body(NOTE, sha256(NOTE.encode()).hexdigest()),
    files=(FILE,),
    changes=(
        Change(ROW, Op.UPDATE, Body(TEXT, sha256(TEXT.encode()).hexdigest())),
        Change(ROW, Op.ERASE, Body(None, "d2")),
    ),
    previous="f3",
    hash="CHAIN",
)
#: What is hashed, byte by byte.
HEADER = (
    '{"changes":['
    '["group","01890a5dac96774bbcceb302099a8057","update",'
    '"a3a0d5219f34238c5127a7dccefde6ca03609d7768f249c7170f21bfe9a5600d"],'
    '["group","01890a5dac96774bbcceb302099a8057","erase","d2"]],'
    '"clock":116328628224000000,'
    '"files":["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],'
    '"note":"19f726f6a6673bb99ef36052ff4066c806f279d63262103aa53dc3b1ac9dcead",'
    '"previous":"f3","reason":"asked.by_phone","schema":1,"seen":{"A":3,"H":6},"seq":7,'
    '"site":"H","staff":"01890a5dac96774bbcceb302099a8057","verb":"group.correct"}'
)


def test_the_bytes_that_are_hashed() -> None:
    assert ENTRY.computed_hash == sha256(HEADER.encode()).hexdigest()


def test_the_line_that_travels() -> None:
    """The header, with bodies where they are still there, and the hash."""
    line = json.loads(HEADER) | {"hash": "CHAIN", "note": [NOTE, None]}
    line["changes"][0][3:] = [TEXT, None]
    line["changes"][1][3:] = [None, "d2"]
    text = dump(ENTRY)
    assert json.loads(text) == line
    assert text == json.dumps(
        line, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert dump(load(json.loads(text))) == text


def test_a_blanked_body_keeps_the_chain() -> None:
    whole = replace(ENTRY, hash=ENTRY.computed_hash)
    blank = replace(whole.changes[0], body=replace(whole.changes[0].body, text=None))
    assert whole.intact
    assert replace(whole, changes=(blank, whole.changes[1])).intact
    forged = replace(whole.changes[0], body=replace(whole.changes[0].body, text="{}"))
    assert not replace(whole, changes=(forged, whole.changes[1])).intact
    assert not replace(whole, schema=2).intact
    assert not replace(whole, files=()).intact
    assert not replace(whole, note=None).intact


def test_salt_differs_each_time() -> None:
    assert Body.of("渡邊").digest != Body.of("渡邊").digest
