"""団体登録証."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.printing.group_certificate import GroupCertificate, make
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import (
    BLANK_CERTIFICATE,
    CERTIFICATE,
    KATSURAGI,
    LONG_NAME,
    OFFICE,
)

LONG = replace(
    CERTIFICATE,
    name=LONG_NAME,
    kana="トクテイヒエイリカツドウホウジン　" * 4,
    title="代表理事・事務局長",
    representative="マリア・フェルナンダ・デ・ソウザ・サントス",
    reissue=1,
    form_no="第３号様式（第２条関係）",
    office=replace(OFFICE, issuer_name="渡　邉　𠮷　子", no_seal=""),
)
ALL = {"blank": BLANK_CERTIFICATE, "usual": CERTIFICATE, "long": LONG}
each = pytest.mark.parametrize("certificate", ALL.values(), ids=ALL.keys())


@each
def test_one_page_the_same_every_time(certificate: GroupCertificate) -> None:
    paper = make(certificate)
    assert len(paper.pages) == 1 and paper.pdf() == make(certificate).pdf()
    assert all(fonts_of(paper.pdf()).values())


@each
def test_no_text_leaves_its_place_or_lies_on_another(
    certificate: GroupCertificate,
) -> None:
    paper = make(certificate)
    assert outside(paper) == [] and overlaps(paper) == []


def test_it_says_whose_until_when_and_by_which_article() -> None:
    text = text_of(make(CERTIFICATE).pdf())
    for words in (
        "第0142号",
        f"理事長　{KATSURAGI}　髙志",
        "令和8年4月1日から令和9年3月31日まで",
        "第２条",
    ):
        assert words in text


def test_a_registration_without_end_has_none_printed() -> None:
    text = text_of(make(replace(CERTIFICATE, valid_until=None)).pdf())
    assert "令和8年4月1日から" in text and "まで" not in text


def test_a_reissue_carries_its_count() -> None:
    assert "再発行（3回目）" in text_of(make(replace(CERTIFICATE, reissue=3)).pdf())
    assert "再発行" not in text_of(make(CERTIFICATE).pdf())


def test_a_blank_form_can_be_written_upon() -> None:
    text = text_of(make(BLANK_CERTIFICATE).pdf())
    assert "月　　日まで" in text and "登録番号" in text
