"""The form of a package, pinned, and every way in which a file can be wrong."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.refusal import Refusal
from app.sync.keys import SIGNATURE, Keys, is_signed, new_keys, seal, sign, unseal
from app.sync.package import (
    Address,
    Altered,
    Chunk,
    NewerPackage,
    NotPackage,
    Told,
    Truncated,
    address_of,
    build,
    read,
)

#: Secret keys like any other, but always the same.
HERE = Keys(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "AGE-SECRET-KEY-1QKVF3ENY6HDLDRCFHZSPMA0X3TF9Y9MXXCDNMRRQ24U2FX9K73AQV8P8VQ",
)
THERE = new_keys()
TOLD = Told(
    UUID("0198c0de-0000-7000-8000-000000000001"),
    datetime(2026, 11, 24, 13, 8, tzinfo=timezone(timedelta(hours=9))),
    2,
    {"H": 12, "E": 3},
    ["00ff"],
)
CHUNKS = [Chunk(2, b"two entries"), Chunk(1, b"one entry")]
FILES = [b"\x89PNG", b"%PDF-1.7"]


def made() -> bytes:
    """From H, whose keys are HERE, to E, whose keys are THERE."""
    return build(Address("H", "E"), HERE, THERE.recipient, TOLD, CHUNKS, FILES)


PACKAGE = made()
WITHOUT_HURRY = settings(deadline=None)


def test_what_was_packed_is_read() -> None:
    found = read(PACKAGE, THERE, HERE.verify_key)
    assert (found.sender, found.told, found.entries) == ("H", TOLD, 3)
    assert list(found.chunks()) == CHUNKS
    assert list(found.contents()) == [(sha256(of).hexdigest(), of) for of in FILES]


def test_the_form_is_pinned() -> None:
    """Who changes this makes FORMAT 2, and keeps reading 1."""
    line, _, sealed = PACKAGE.partition(b"\n")
    assert line == f"madoguchi-package 1 H E {len(sealed)}".encode()
    inner = unseal(THERE, sealed)
    assert inner is not None
    manifest, _, rest = inner[SIGNATURE:].partition(b"\n")
    digests = [sha256(data).hexdigest() for data in (*(c.data for c in CHUNKS), *FILES)]
    assert manifest.decode() == (
        f'{{"chunks":[["{digests[0]}",11,2],["{digests[1]}",9,1]],'
        f'"contents":[["{digests[2]}",4,0],["{digests[3]}",8,0]],'
        '"id":"0198c0de000070008000000000000001","known":{"E":3,"H":12},'
        '"made_at":"2026-11-24T13:08:00+09:00","schema":2,"wanted":["00ff"]}'
    )
    assert rest == b"two entriesone entry\x89PNG%PDF-1.7"
    signed = b"madoguchi-package 1 H E" + manifest + b"\n"
    assert is_signed(HERE.verify_key, inner[:SIGNATURE], signed)


def test_keys_are_texts_as_published() -> None:
    """RFC 8032 §7.1, test 1; an age recipient as age writes it."""
    assert HERE.verify_key == (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )
    assert HERE.recipient == (
        "age1ezj9tl032cvmgw2s74fv66eyejhh6pvejqhmdahl4xznefnvy5mq3crrxz"
    )


@WITHOUT_HURRY
@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 255))
def test_a_single_bit_is_noticed(place: int, mask: int) -> None:
    altered = bytearray(PACKAGE)
    altered[place] ^= mask
    with pytest.raises(Refusal):
        read(bytes(altered), THERE, HERE.verify_key)


@WITHOUT_HURRY
@given(st.integers(0, len(PACKAGE) - 1))
def test_a_missing_end_is_noticed(size: int) -> None:
    with pytest.raises((Truncated, NotPackage)):
        read(PACKAGE[:size], THERE, HERE.verify_key)


@WITHOUT_HURRY
@given(st.binary(min_size=1, max_size=100))
def test_a_longer_end_is_noticed(more: bytes) -> None:
    with pytest.raises(Altered):
        read(PACKAGE + more, THERE, HERE.verify_key)


@WITHOUT_HURRY
@given(st.binary(max_size=300))
def test_anything_else_is_no_package(data: bytes) -> None:
    with pytest.raises(NotPackage):
        address_of(data)


def test_a_later_form_is_told_apart() -> None:
    with pytest.raises(NewerPackage):
        address_of(PACKAGE.replace(b"package 1", b"package 2", 1))


def test_only_its_receiver_can_open_it() -> None:
    with pytest.raises(Altered):
        read(PACKAGE, HERE, HERE.verify_key)


def test_only_its_sender_can_have_made_it() -> None:
    forged = build(Address("H", "E"), THERE, THERE.recipient, TOLD, CHUNKS, FILES)
    with pytest.raises(Altered):
        read(forged, THERE, HERE.verify_key)


def test_the_line_in_the_open_is_signed_too() -> None:
    """Whoever turns a package to another address is noticed by the one he fools."""
    sealed = PACKAGE.partition(b"\n")[2]
    with pytest.raises(Altered):
        read(Address("H", "W", len(sealed)).line + sealed, THERE, HERE.verify_key)


def test_blocks_that_are_not_what_the_manifest_says() -> None:
    """Even the sender's own program may have a bug, or a bad disk."""
    inner = unseal(THERE, PACKAGE.partition(b"\n")[2])
    assert inner is not None
    for wrong in (inner + b"more", inner[:-1], inner[:-1] + b"8"):
        sealed = seal(THERE.recipient, wrong)
        with pytest.raises(Altered):
            read(Address("H", "E", len(sealed)).line + sealed, THERE, HERE.verify_key)


def test_a_signature_is_over_every_byte() -> None:
    signature = sign(HERE, b"told")
    assert is_signed(HERE.verify_key, signature, b"told")
    assert not is_signed(HERE.verify_key, signature, b"Told")
