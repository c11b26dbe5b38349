"""The form of a group: what 登録申請書 asks, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.kit import labels
from app.kit.fields_of_activity import FIELDS
from app.kit.refusal import Refusal
from app.rules.people.group_form import MOST, MOST_MEMBERS, MOST_OF_PERSON, WITHHOLDABLE
from ui.kit.buttons import Button, Pill
from ui.kit.fields import (
    EmailField,
    Field,
    KanaField,
    NumberField,
    PhoneField,
    PostalField,
    TextField,
)
from ui.kit.fields_choice import CheckField, ChecksField, Choice, ChoiceField
from ui.kit.fields_lines import LinesField
from ui.kit.form import Form, Part
from ui.kit.layout import Scroll, clear, col, host, line, put, row, stretched
from ui.kit.signs import KeyHint, note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.groups.form_presenter import Editing
from ui.pages.groups.values import Values, label

#: Widths of fields in px at 100 %, by what they hold.
SHORT, LONG = 240, 560
WIDE = 760
AREAS: Sequence[Choice] = [(str(f.number), f"{f.number} {f.short}") for f in FIELDS]


class FormPane(QWidget):
    """The form over the place of the card, with what confirms and what leaves it."""

    left = Signal()
    #: 消す: what was typed is thrown away
    thrown_away = Signal()

    def __init__(
        self, t: Theme, editing: Editing, values: Values, *, drafted: bool
    ) -> None:
        super().__init__()
        self.t = t
        self._kinds = row(t, gap=8)
        self.form = group_form(t, self._kinds)
        self.form.fill(values)
        new = editing.group_id is None
        go = Button(t, "登録する" if new else "保存する", "Ctrl+Enter", "primary")
        go.clicked.connect(self.form.confirm)
        away = Button(t, "やめる", "Esc")
        away.clicked.connect(self.left)
        self.form.stepped_back.connect(self.left)
        heading = row(t, Text(t, editing.title, "title", elide=True))
        head = col(t, host(heading), margins=(t.pick(24, 16), 16, t.pick(24, 16), 12))
        if drafted:
            head.addSpacing(t.px(8))
            head.addWidget(self._drafted())
        self.form.setMaximumWidth(t.px(WIDE))
        inner = row(t, self.form, None, gap=0)
        inner.setStretch(0, 100)  # as wide as it may be, the rest stays empty
        margins = (t.pick(24, 16), 16, t.pick(24, 16), 24)
        body = Scroll(t, col(t, inner, None, margins=margins))
        on = KeyHint(t, "Enter", "次の欄へ")
        foot = row(t, away, on, None, go, gap=16, margins=(t.pick(24, 16), 10, 24, 10))
        whole = col(t, host(head), line(), body, host(foot, "foot"))
        self.setLayout(row(t, host(stretched(whole, 2), "surface")))
        self.setTabOrder(self.form["note"].editor(), go)

    def start_focus(self) -> None:
        self.form["name"].editor().setFocus()

    def offer_kinds(self, kinds: Sequence[str]) -> None:
        """Pills under the field, as many as fit; one press fills it."""
        clear(self._kinds)
        room = self.t.px(LONG)
        for kind in kinds:
            pill = Pill(self.t, kind)
            pill.clicked.connect(partial(self._take_kind, kind))
            if (room := room - pill.sizeHint().width() - self.t.px(8)) >= 0:
                put(self._kinds, pill)
        self._kinds.addStretch(1)

    def fill(self, values: Values, remarks: Mapping[str, str]) -> None:
        """Other values; what there is to say about some stands at their fields."""
        self.form.fill(values)
        for name, words in remarks.items():
            self.form[name].show_error(words)
        first = next(iter(remarks), "name")
        self.form[first].editor().setFocus()

    def refuse(self, refusal: Refusal) -> bool:
        return self.form.show_refusal(refusal)

    def _take_kind(self, kind: str) -> None:
        self.form["kind"].set_text(kind)
        self.form["postal_code"].editor().setFocus()

    def _drafted(self) -> QWidget:
        t = self.t
        words = "書きかけの内容を出しました。このまま続けるか、消してはじめから書けます。"
        drop = Button(t, "消す", "Alt+D", role="small")
        drop.clicked.connect(self.thrown_away)
        return host(stretched(row(t, note(t, words, "wait", "info"), drop), 0))


def group_form(t: Theme, kinds: QBoxLayout) -> Form:
    """All fields of `GroupForm`, by their names; `kinds` stands under that field."""
    parts: list[Part] = [
        *_group(t, kinds),
        *_person(t, "representative", "代表者", need=True),
        *_person(t, "contact", "連絡担当者", need=False),
        *_work(t),
        *_publication(t),
    ]
    return Form(t, parts)


def _group(t: Theme, kinds: QBoxLayout) -> Sequence[Part]:
    name = TextField(
        t, "name", label("name"), most=MOST["name"], need=True, help="申請書のとおりに"
    )
    most = MOST["kana"]
    kana = KanaField(t, "kana", label("kana"), most=most, follows=name, need=True)
    return [
        _section(t, "団体"),
        name,
        kana,
        _text(t, "kind", SHORT),
        host(kinds),
        PostalField(t, "postal_code", label("postal_code")),
        _text(t, "address", LONG),
        [PhoneField(t, each, label(each)) for each in ("phone", "mobile", "fax")],
        EmailField(t, "email", label("email")),
    ]


def _person(t: Theme, role: str, who: str, *, need: bool) -> Sequence[Part]:
    most = MOST_OF_PERSON
    name = TextField(t, f"{role}.name", "氏名", most=most["name"], need=need, width=SHORT)
    kana = KanaField(
        t, f"{role}.kana", "フリガナ", most=most["kana"], follows=name, need=need
    )
    title = TextField(
        t,
        f"{role}.title",
        "役職",
        most=most["title"],
        width=SHORT,
        help="会長、理事長など",
    )
    address = TextField(t, f"{role}.address", "住所", most=most["address"], width=LONG)
    postal = PostalField(t, f"{role}.postal_code", "郵便番号")
    phone = PhoneField(t, f"{role}.phone", "電話番号")
    email = EmailField(t, f"{role}.email", "メール")
    for field in (name, kana, title, postal, address, phone, email):
        field.editor().setAccessibleName(f"{who}の{field.says}")
    hint = "" if need else "代表者が兼ねるときは、空けておきます"
    section = _section(t, who, hint)
    return [section, [name, kana], title, postal, address, [phone, email]]


def _work(t: Theme) -> Sequence[Part]:
    people = NumberField(t, "members", label("members"), most=MOST_MEMBERS, unit="人")
    local = NumberField(
        t, "members_local", label("members_local"), most=MOST_MEMBERS, unit="人"
    )
    areas = [
        ChoiceField(t, name, label(name), AREAS, width=t.pick(320, 272), none="なし")
        for name in ("field1", "field2", "field3")
    ]
    return [
        _section(t, "活動", "分野は特定非営利活動促進法 別表の20分野です"),
        areas[:2],
        areas[2],
        _lines(t, "aim"),
        _lines(t, "activities"),
        _text(t, "area", LONG),
        [people, local],
        [
            _text(t, "founded", SHORT, "わかる範囲で。例 平成元年4月"),
            _text(t, "dues", SHORT, "例 月500円"),
        ],
    ]


def _publication(t: Theme) -> Sequence[Part]:
    hidden = [(name, labels.field("group", name)) for name in WITHHOLDABLE]
    withheld = ChecksField(
        t,
        "withheld",
        label("withheld"),
        hidden,
        help="印を付けたものは窓口だけで使います",
    )
    return [
        _section(t, "公表"),
        withheld,
        CheckField(
            t,
            "posted",
            label("posted"),
            "本日のご案内と部屋の掲示に団体名を出してよい",
            help="印がなければ「利用中」「予約あり」とだけ出します",
        ),
        _text(t, "url", LONG),
        _lines(t, "publicity"),
        _section(t, "窓口だけの覚え"),
        _lines(t, "note"),
    ]


def _section(t: Theme, title: str, hint: str = "") -> QWidget:
    head = row(t, Text(t, title, "lead"), Text(t, hint, "small", "text2", elide=True))
    return host(col(t, 8, host(head), 4, line()))


def _text(t: Theme, name: str, width: int, help: str = "") -> Field[str]:
    return TextField(t, name, label(name), most=MOST[name], width=width, help=help)


def _lines(t: Theme, name: str) -> Field[str]:
    return LinesField(t, name, label(name), most=MOST[name])
