"""開設ファイル: all that a new satellite begins with, behind a passphrase.

One line in the open, then age with a passphrase (scrypt) over a manifest (JSON, one
line) and the chunks of the journal:

    madoguchi-opening 1
    age( manifest · chunks )
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from secrets import randbelow

import pyrage

from app.kit.refusal import Refusal
from app.sync.keys import Keys
from app.sync.package import Block, Chunk, NewerPackage, NotPackage, canonical, cut

FORMAT = 1
MAGIC = "madoguchi-opening"
LINE = f"{MAGIC} {FORMAT}\n".encode()
#: Six groups of five digits: 99 bits, tried at about one a second.
GROUPS, DIGITS = 6, 5


class WrongPassphrase(Refusal):
    """The passphrase is another one, or the file was altered; age cannot tell which."""

    code = "opening_file.wrong_passphrase"


@dataclass(frozen=True, slots=True)
class OpeningStaff:
    """職員 who may sit down at the new desk; `id` as 32 hexadecimal digits."""

    id: str
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the file says of itself. `site` and `center` are codes, `known` is the vector
    of the entries in it, `schema` that of the newest of them."""

    site: str
    name: str
    center: str
    center_name: str
    city: str
    staff: Sequence[OpeningStaff]
    known: dict[str, int]
    schema: int


@dataclass(frozen=True, slots=True)
class OpeningFile:
    """An opening file, opened."""

    told: Told
    keys: Keys
    _blocks: Sequence[Block]
    _rest: memoryview

    def chunks(self) -> Iterator[Chunk]:
        for block, data in cut(self._blocks, self._rest):
            yield Chunk(block.entries, bytes(data))


def new_passphrase() -> str:
    """48120-03391-…: what can be read out on the phone and typed on any keyboard."""
    numbers = (randbelow(10**DIGITS) for _ in range(GROUPS))
    return "-".join(f"{number:0{DIGITS}}" for number in numbers)


def build(told: Told, keys: Keys, chunks: Sequence[Chunk], passphrase: str) -> bytes:
    """The bytes of an opening file. Takes a second or more: guessing is to be slow."""
    manifest = canonical(
        {
            **asdict(told),
            "keys": list(keys),
            "chunks": [Block.of(chunk.data, chunk.entries) for chunk in chunks],
        }
    )
    inner = b"".join((manifest, *(chunk.data for chunk in chunks)))
    return LINE + pyrage.passphrase.encrypt(inner, _typed(passphrase))


def open_file(data: bytes, passphrase: str) -> OpeningFile:
    """What the file holds. NotPackage, NewerPackage, WrongPassphrase."""
    line, _, sealed = data.partition(b"\n")
    magic, _, number = line.decode("ascii", "replace").partition(" ")
    if magic != MAGIC or not number.isdecimal():
        raise NotPackage()
    if int(number) > FORMAT:
        raise NewerPackage()
    try:
        inner = pyrage.passphrase.decrypt(sealed, _typed(passphrase))
    except pyrage.DecryptError as error:
        raise WrongPassphrase() from error
    manifest, _, _ = inner.partition(b"\n")
    line_of = json.loads(manifest)
    keys, blocks = Keys(*line_of.pop("keys")), line_of.pop("chunks")
    staff = [OpeningStaff(**one) for one in line_of.pop("staff")]
    told = Told(**line_of, staff=staff)
    rest = memoryview(inner)[len(manifest) + 1 :]
    return OpeningFile(told, keys, [Block(*block) for block in blocks], rest)


def _typed(passphrase: str) -> str:
    """Only the digits count: full width, spaces and hyphens of any kind do not matter."""
    return "".join(str(int(c)) for c in passphrase if c.isdecimal())
