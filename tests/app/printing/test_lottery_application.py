"""抽選申込書, with what the rules want to know of a use."""

from __future__ import annotations

import pytest

from app.printing import lottery_application
from app.printing.lottery_application import Asked
from tests.app.printing.readers import outside, overlaps, text_of

FEW = (
    Asked("市内・市外の別", "□ 市内　□ 市外"),
    Asked("営利", "□ はい　□ いいえ"),
    Asked("入場料", "", "円"),
)
MANY = tuple(Asked(f"使い方の{n}つ目", "□ はい　□ いいえ") for n in range(14))


@pytest.mark.parametrize("asked", [(), FEW, MANY], ids=["none", "few", "many"])
def test_it_is_one_page_with_everything_in_its_place(asked: tuple[Asked, ...]) -> None:
    paper = lottery_application.make("市民活動支援センター", asked)
    assert outside(paper) == [] and overlaps(paper) == []
    assert len(paper.pages) == 1


def test_it_asks_what_the_desk_asks() -> None:
    text = text_of(lottery_application.make("センター", FEW).pdf())
    for told in ("市内・市外の別", "□ 市外", "営利", "□ いいえ", "入場料", "円"):
        assert told in text.replace("　", ""), told
