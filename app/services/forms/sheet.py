"""Which papers there are, and a paper ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.printing import booking_permit, group_certificate
from app.printing.kit.paper import Paper


class Form(StrEnum):
    """使用許可書兼領収書 and 団体登録証."""

    PERMIT = "booking_permit"
    CERTIFICATE = "group_certificate"


TITLES = {Form.PERMIT: booking_permit.TITLE, Form.CERTIFICATE: group_certificate.TITLE}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper ready to print. `missing` are characters that no font has: ask first.

    `subject_id` is None for a blank form, which is not listed when printed.
    """

    form: Form
    subject_id: UUID | None
    title: str
    file_name: str
    copy: int
    pdf: bytes
    missing: tuple[str, ...]


def sheet(
    form: Form, subject_id: UUID | None, title: str, copies: int, paper: Paper
) -> Sheet:
    """The paper of a subject that was printed `copies` times before."""
    missing = tuple(dict.fromkeys(lost.character for lost in paper.missing))
    safe = "".join("_" if c in '\\/:*?"<>|' else c for c in title)
    return Sheet(form, subject_id, title, f"{safe}.pdf", copies + 1, paper.pdf(), missing)
