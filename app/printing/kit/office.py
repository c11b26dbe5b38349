"""Who issues the papers."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.kit.fitting import Style, width
from app.printing.kit.fonts import MINCHO
from app.printing.kit.page import Box
from app.printing.kit.paper import Paper

OMITTED = "（公印省略）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The center and its issuer, as the rulebook and the settings name them.

    `issuer` is an office such as 越谷市長 or a 指定管理者; `issuer_name` the person,
    where papers show one. `no_seal` stands where the official seal would; without it
    there is a place for the seal.
    """

    center: str
    address: str = ""
    phone: str = ""
    issuer: str = ""
    issuer_name: str = ""
    no_seal: str = OMITTED

    @property
    def contact(self) -> str:
        phone = f"電話 {self.phone}" if self.phone else ""
        return "　".join(part for part in (self.address, phone) if part)


def sign(paper: Paper, box: Box, office: Office, size: float) -> None:
    """The issuer, then the place of the official seal or that it is omitted."""
    side = min(box.h, 21.0)
    middle = box.y + box.h / 2
    right = box.x + box.w
    omitted = Style(MINCHO, size * 0.85, "right")
    room = (width(office.no_seal, MINCHO, omitted.size) or side) + 2
    name = Box(box.x, box.y, box.w - room, box.h)
    words = "　".join(part for part in (office.issuer, office.issuer_name) if part)
    style = Style(MINCHO, size, "right", least=7)
    if width(words, MINCHO, size) > name.w:
        issuer = office.issuer.replace("　", "\n")
        words = f"{issuer}\n{office.issuer_name}".rstrip("\n")
    paper.text(name, words, style, "許可した者")
    if office.no_seal:
        paper.text(box, office.no_seal, omitted)
    else:
        seal = Box(right - side, middle - side / 2, side, side)
        paper.seal(seal, "公印", square=True)
