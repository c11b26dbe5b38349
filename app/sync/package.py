"""The form of a 交換ファイル, which every later program can read.

A file is one line in the open, which says whose it is, and a sealed rest:

    madoguchi-package 1 SENDER RECEIVER SIZE-OF-THE-REST
    age( signature (64 bytes) · manifest (JSON, one line) · blocks )

The manifest lists every block, chunks of journal entries first and contents of files
after them, by digest and size. It is signed together with the first line, so that nothing
in the file is outside the signature.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from app.kit.refusal import Refusal
from app.sync.keys import SIGNATURE, Keys, is_signed, seal, sign, unseal

FORMAT = 1
MAGIC = "madoguchi-package"
LINE = re.compile(
    rb"madoguchi-package ([1-9]\d{0,8}) ([A-Z\d]+) ([A-Z\d]+) ([1-9]\d{0,17})"
)


class NotPackage(Refusal):
    """Nothing like a package: a picture, an empty file, random bytes."""

    code = "package.not_package"


class NewerPackage(Refusal):
    """Made by a program that this one cannot follow."""

    code = "package.newer"


class Truncated(Refusal):
    """The end is missing: a stick pulled out, a copy that did not finish."""

    code = "package.truncated"


class Altered(Refusal):
    """Not what its sender signed."""

    code = "package.altered"


class Address(NamedTuple):
    """The line in the open; not to be believed before the rest is read."""

    sender: str
    receiver: str
    size: int = 0

    @property
    def signed(self) -> bytes:
        """What of it is signed; the size is known only when all is sealed."""
        return f"{MAGIC} {FORMAT} {self.sender} {self.receiver}".encode()

    @property
    def line(self) -> bytes:
        return self.signed + f" {self.size}\n".encode()


class Chunk(NamedTuple):
    """So many entries, as the journal packs them."""

    entries: int
    data: bytes


class Block(NamedTuple):
    """A part of the rest: a chunk of `entries` entries, or the content of a file."""

    digest: str
    size: int
    entries: int = 0

    @classmethod
    def of(cls, data: bytes, entries: int = 0) -> Block:
        return cls(sha256(data).hexdigest(), len(data), entries)


class Blocks(NamedTuple):
    """What follows the manifest, in this order."""

    chunks: Sequence[Block]
    contents: Sequence[Block]

    @classmethod
    def of(cls, chunks: Sequence[Chunk], contents: Sequence[bytes]) -> Blocks:
        return cls(
            [Block.of(chunk.data, chunk.entries) for chunk in chunks],
            [Block.of(content) for content in contents],
        )

    @classmethod
    def load(cls, line: Mapping[str, Any]) -> Blocks:
        return cls(*([Block(*block) for block in line[name]] for name in cls._fields))

    def check(self, data: memoryview) -> None:
        """Altered, unless these are the bytes, all of them and no more."""
        both = (*self.chunks, *self.contents)
        if sum(block.size for block in both) != len(data):
            raise Altered()
        if any(sha256(of).hexdigest() != block.digest for block, of in cut(both, data)):
            raise Altered()


@dataclass(frozen=True, slots=True)
class Told:
    """What a site tells another beside the entries.

    `schema` is that of the newest entries, `known` the sender's version vector, `wanted`
    the digests of files that it lacks. `made_at` has a zone.
    """

    id: UUID
    made_at: datetime
    schema: int
    known: Mapping[str, int]
    wanted: Sequence[str]


@dataclass(frozen=True, slots=True)
class Package:
    """What was found to be whole, from its sender, and for us."""

    sender: str
    told: Told
    blocks: Blocks
    _rest: memoryview

    @property
    def entries(self) -> int:
        return sum(block.entries for block in self.blocks.chunks)

    def chunks(self) -> Iterator[Chunk]:
        for block, data in cut(self.blocks.chunks, self._rest):
            yield Chunk(block.entries, bytes(data))

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Each file's digest and bytes."""
        start = sum(block.size for block in self.blocks.chunks)
        for block, data in cut(self.blocks.contents, self._rest[start:]):
            yield block.digest, bytes(data)


def build(
    address: Address,
    keys: Keys,
    recipient: str,
    told: Told,
    chunks: Sequence[Chunk],
    contents: Sequence[bytes],
) -> bytes:
    """The bytes of a package; `keys` are the sender's, its address says no size yet."""
    blocks = Blocks.of(chunks, contents)
    manifest = canonical({**_dump(told), **blocks._asdict()})
    signature = sign(keys, address.signed + manifest)
    data = (*(chunk.data for chunk in chunks), *contents)
    sealed = seal(recipient, b"".join((signature, manifest, *data)))
    return address._replace(size=len(sealed)).line + sealed


def address_of(data: bytes) -> Address:
    """Whose a file says it is. NotPackage, NewerPackage, Truncated, Altered."""
    line, _, rest = data.partition(b"\n")
    found = LINE.fullmatch(line)
    if found is None:
        raise NotPackage()
    number, sender, receiver, size = found.group(1, 2, 3, 4)
    if int(number) > FORMAT:
        raise NewerPackage()
    address = Address(sender.decode(), receiver.decode(), int(size))
    if len(rest) != address.size:
        raise (Truncated if len(rest) < address.size else Altered)()
    return address


def read(data: bytes, keys: Keys, verify_key: str) -> Package:
    """Open a package for the owner of `keys` from the owner of `verify_key`.

    All of it is checked before anything is given out. Altered, and what `address_of`
    refuses.
    """
    address = address_of(data)
    inner = unseal(keys, data[-address.size :])
    if inner is None:
        raise Altered()
    end = inner.find(b"\n", SIGNATURE) + 1
    signature, manifest = inner[:SIGNATURE], inner[SIGNATURE:end]
    if not is_signed(verify_key, signature, address.signed + manifest):
        raise Altered()
    told = json.loads(manifest)
    blocks = Blocks.load(told)
    rest = memoryview(inner)[end:]
    blocks.check(rest)
    return Package(address.sender, _load(told), blocks, rest)


def cut(blocks: Sequence[Block], data: memoryview) -> Iterator[tuple[Block, memoryview]]:
    """Each block with its bytes, which lie one after the other."""
    for block in blocks:
        yield block, data[: block.size]
        data = data[block.size :]


def canonical(told: Mapping[str, Any]) -> bytes:
    """JSON in one line, always the same for the same."""
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{text}\n".encode()


def _dump(told: Told) -> dict[str, Any]:
    return {
        "id": told.id.hex,
        "made_at": told.made_at.isoformat(),
        "schema": told.schema,
        "known": dict(told.known),
        "wanted": list(told.wanted),
    }


def _load(line: Mapping[str, Any]) -> Told:
    return Told(
        UUID(line["id"]),
        datetime.fromisoformat(line["made_at"]),
        line["schema"],
        line["known"],
        line["wanted"],
    )
