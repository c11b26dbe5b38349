"""Recording and writing."""

from __future__ import annotations

import pypdfium2
import pytest
from reportlab.pdfgen.textobject import PDFTextObject

from app.printing.kit.page import Box
from app.printing.kit.paper import ENTRY, FORM, Paper
from app.printing.kit.table import Cell, Label, Table, Value
from tests.app.printing.readers import text_of


def test_reportlab_still_keeps_the_code_of_a_text_object_where_we_write_it() -> None:
    paper = Paper("x", holes=False)
    paper.text(Box(50, 100, 60, 5), "市民", ENTRY)
    assert PDFTextObject.__init__.__code__.co_names.count("_code") == 1
    with pypdfium2.PdfDocument(paper.pdf()) as document:
        left, low, right, high = document[0].get_textpage().get_charbox(0)
    assert left == pytest.approx(50 * 72 / 25.4, abs=1)
    assert right - left == pytest.approx(9.5, abs=2)
    assert low < (297 - 102.5) * 72 / 25.4 < high


def test_a_rule_that_two_cells_share_is_drawn_once() -> None:
    paper = Paper("x", holes=False)
    table = Table(paper, 50, (30, 30))
    table.row(10, Cell(), Cell())
    assert sum(map(len, paper.page.rules.values())) == 7


def test_a_cell_may_reach_over_rows_and_columns() -> None:
    paper = Paper("x", holes=False)
    table = Table(paper, 50, (20, 30, 40))
    table.row(10, Value("高い", rows=2), Value("広い", span=2))
    table.row(10, Value("左"), Value("右"))
    assert table.end() == 70
    boxes = {text.text: text.box for text in paper.page.texts}
    assert boxes["高い"].h > 19 and boxes["広い"].w > 65
    assert boxes["左"].x > 40 and boxes["右"].x > 70


def test_labels_are_spread_but_read_as_words() -> None:
    paper = Paper("x", holes=False)
    Label("使用目的").draw(paper, Box(20, 50, 40, 8))
    first = paper.page.texts[0]
    assert first.x == pytest.approx(23) and first.gap > 3
    assert "使用目的" in text_of(paper.pdf())


def test_feet_are_written_when_there_are_two_pages() -> None:
    paper = Paper("x")
    assert "1 / 1" not in text_of(paper.pdf())
    paper.new_page()
    pdf = paper.pdf()
    assert "1 / 2" in text_of(pdf) and "2 / 2" in text_of(pdf, 1)


def test_notes_that_find_no_room_are_kept_for_the_annex() -> None:
    paper = Paper("x")
    paper.notes(Box(20, 50, 175, 9.5), "備考", ["一つめ", "二つめ", "三つめ"], FORM)
    assert [rest.text for rest in paper.rest] == ["2　二つめ\n3　三つめ"]
    assert "（以下、別紙のとおり）" in text_of(paper.pdf())


def test_notes_that_just_fit_need_no_annex() -> None:
    paper = Paper("x")
    paper.notes(Box(20, 50, 175, 9.5), "備考", ["一つめ", "二つめ"], FORM)
    assert paper.rest == [] and "二つめ" in text_of(paper.pdf())
