"""One person typed by hand, to be enrolled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.kit.clock import Clock, wall
from app.rules.people.births import read_birth
from app.rules.people.group_form import MOST_OF_PERSON
from app.rules.people.person_rows import PersonLine
from ui.kit.dialog import FormSheet
from ui.kit.fields import KanaField, LineField, PhoneField, PostalField, TextField
from ui.kit.form import Form
from ui.kit.page import Page
from ui.parts.people_rows import title


def ask_person(page: Page, clock: Clock, do: Callable[[PersonLine], None]) -> None:
    """`do` gets the line once it can be read."""
    t, most = page.t, MOST_OF_PERSON
    name = TextField(t, "name", title("name"), most=most["name"], need=True)
    kana = KanaField(t, "kana", title("kana"), most=most["kana"], follows=name)
    born = LineField(
        t,
        "born_on",
        title("born_on"),
        lambda text: read_birth(text, wall(clock()).date()),
        help="S35.4.1、1960/4/1 のように",
        width=160,
    )
    postal = PostalField(t, "postal_code", title("postal_code"))
    address = TextField(t, "address", title("address"), most=most["address"])
    phone = PhoneField(t, "phone", title("phone"))

    def made(values: dict[str, Any]) -> None:
        do(PersonLine(**values))

    form = Form(t, [[name, kana], born, [postal, phone], address])
    FormSheet(t, page, "加入する人を足す", form, made, yes="足す", icon="person").open()
