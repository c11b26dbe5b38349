"""The panel of a kind: how many there are and where they are; its pieces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.kit import labels
from ui.contracts import Alternative
from ui.kit.buttons import Button, Option
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.lines import FactLine, FactList, ShortLine, ShortList
from ui.kit.signs import Chip, note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.apply_panel import NARROW, WIDE
from ui.parts.booking_words import short_day
from ui.parts.loan_words import span

if TYPE_CHECKING:
    from app.services.equipment import KindCard, PieceRow


class KindPanel(QFrame):
    """Made anew for what it shows. `told` and `ways` are those of a scan."""

    closed = Signal()
    lend = Signal()
    edit = Signal()
    add_piece = Signal()
    #: a piece is to be corrected (PieceRow)
    edit_piece = Signal(object)

    def __init__(
        self,
        t: Theme,
        card: KindCard,
        today: date,
        told: str = "",
        ways: Sequence[Alternative] = (),
    ) -> None:
        super().__init__()
        self.t, self.card, self._today, self._own = t, card, today, card.own
        self.options = [self._way(place, way) for place, way in enumerate(ways, 1)]
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        self.setAccessibleName(f"備品 {card.row.name}")
        parts = [*self._scanned(told), *self._body()]
        body = Scroll(t, col(t, *parts, None, gap=12, margins=(16, 8, 16, 8)))
        whole = col(t, self._head(), line(), body, self._foot())
        self.setLayout(stretched(whole, 2))

    def _head(self) -> QWidget:
        t, kind = self.t, self.card.row
        away = Button(t, "閉じる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        words, role = (f"残り{kind.free}", "good" if kind.free else "late")
        if kind.retired:
            words, role = "廃止", "off"
        top = row(
            t,
            Text(t, "備品", "small", "text2"),
            Chip(t, words, role),
            None,
            away,
            margins=(0, -4, -8, -4),
        )
        name = Text(t, kind.name, "lead", wraps=True, lines=3)
        return host(col(t, top, name, margins=(16, 8, 16, 8)))

    def _scanned(self, told: str) -> Sequence[QWidget]:
        """What was scanned, and what may be done with it by one key."""
        if not told:
            return []
        t = self.t
        none = "" if self.options else "今日これを待っている貸出はありません。"
        said = note(t, told + none, "accent", "info")
        return [host(col(t, said, *self.options, gap=4))]

    def _way(self, place: int, way: Alternative) -> Option:
        option = Option(
            self.t, way.title, way.detail, sign="○", key=f"Alt+{place}", role="good"
        )
        option.clicked.connect(way.do)
        return option

    def _body(self) -> Sequence[QWidget]:
        t, kind = self.t, self.card.row
        late = f"(うち延滞 {kind.overdue})" if kind.overdue else ""
        facts = [
            FactLine("全部で", _whole(self.card)),
            FactLine("貸出中", f"{kind.out}{late}"),
            FactLine("保管場所", kind.shelf),
            FactLine("バーコード", kind.barcode),
            FactLine("拠点", "" if self._own else kind.site),
            FactLine("備考", kind.note.replace("\n", " ")),
        ]
        parts: list[QWidget] = [FactList(t, [f for f in facts if f.value])]
        if self.card.pieces:
            rows = [self._piece(piece) for piece in self.card.pieces]
            parts.append(host(col(t, Text(t, "個体", "smallb"), 4, *rows, gap=4)))
        if self.card.holders:
            lines = [
                ShortLine(f"{h.group} ×{h.quantity}", span(h.first_on, h.last_on))
                for h in self.card.holders
            ]
            title = Text(t, "今日の貸出", "smallb")
            parts.append(host(col(t, title, 4, ShortList(t, lines))))
        return parts

    def _piece(self, piece: PieceRow) -> QWidget:
        """One target: where it is, and Enter to correct it."""
        sign, where, role = _where(piece, self._today)
        name = " ".join(words for words in (piece.label, piece.barcode) if words)
        option = Option(self.t, name, where, sign=sign, role=role)
        option.setEnabled(self._own)
        option.clicked.connect(lambda _=False, p=piece: self.edit_piece.emit(p))
        return option

    def _foot(self) -> QWidget:
        t = self.t
        add = Button(t, "個体を追加", "Alt+J", height=40, show_key=not t.compact)
        add.clicked.connect(self.add_piece)
        edit = Button(t, "直す", "Alt+E", height=40, show_key=not t.compact)
        edit.clicked.connect(self.edit)
        self.go = Button(t, "貸し出す", "Ctrl+Enter", "primary", height=40)
        self.go.clicked.connect(self.lend)
        rows = [row(t, None, add, edit)] if self._own else []
        if not self.card.row.retired:
            rows.append(row(t, None, self.go))
        return host(col(t, *rows, gap=8, margins=(16, 12, 16, 12)), "foot")


def _whole(card: KindCard) -> str:
    """5(うち個体 2、使えないもの 1)."""
    kind = card.row
    away = sum(p.state == "repair" for p in card.pieces)
    parts = [f"うち個体 {kind.pieces}"] * bool(kind.pieces)
    parts += [f"修理中 {away}"] * bool(away)
    return f"{kind.total}" + f"({'、'.join(parts)})" * bool(parts)


def _where(piece: PieceRow, today: date) -> tuple[str, str, str]:
    """Sign, words and color role of where a piece is."""
    note_ = f"・{piece.note}" if piece.note else ""
    if piece.due is not None:
        late = piece.due < today
        words = f"{piece.group} {short_day(piece.due)}まで"
        return ("!", f"延滞・{words}", "late") if late else ("●", words, "good")
    if piece.state == "in_service":
        return "○", f"ここにあります{note_}", "good"
    words = labels.value("equipment_piece", "state", piece.state)
    return "×", f"{words}{note_}", "off"
