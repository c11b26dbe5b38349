"""団体登録証 from the card of a group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.kit.settings import (
    CERTIFICATE_FORM_NO,
    CERTIFICATE_ISSUER,
    CERTIFICATE_STATEMENT,
)
from app.printing.group_certificate import GroupCertificate
from app.services.forms.head import Head
from app.services.groups import GroupCard


def blank_certificate(head: Head) -> GroupCertificate:
    return GroupCertificate(
        office=head.office(CERTIFICATE_ISSUER),
        form_no=head.of(CERTIFICATE_FORM_NO),
        statement=head.of(CERTIFICATE_STATEMENT).replace("{center}", head.center),
    )


def certificate_of(
    head: Head, group: GroupCard, today: date, copies: int
) -> GroupCertificate:
    person = group.form.representative
    return replace(
        blank_certificate(head),
        number=group.number,
        name=group.form.name,
        kana=group.form.kana,
        title=person.title,
        representative=person.name,
        registered=group.registered_on,
        valid_from=group.registered_on,
        valid_until=group.valid_until,
        issued=today,
        reissue=copies,
    )
