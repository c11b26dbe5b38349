"""団体 without a screen: searching, drafts, and two clerks with one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

import pytest

from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.finding import WhenFree
from app.services.forms import Sheet
from app.services.groups import GroupRow
from app.services.sign_in import Actor
from app.services.staff import NewStaff
from tests.app.services.conftest import Center
from tests.ui.inline import InlineOps
from ui.contracts import Undo
from ui.pages.groups.clash import Clash
from ui.pages.groups.form_presenter import Editing
from ui.pages.groups.presenter import GroupsPresenter
from ui.pages.groups.shown import Shown
from ui.pages.groups.values import Values, as_form, as_values

T = TypeVar("T")
TYPED = {
    "name": "葛\U000e0100城の里を歩く会",
    "kana": "カツラギノサトヲアルクカイ",
    "phone": "048-963-0000",
    "members": "２４",
    "field1": "7",
    "representative.name": "𠮷田 髙志",
    "representative.kana": "ヨシダ　タカシ",
}


@dataclass
class Screen:
    """A view that remembers what it was shown."""

    said: list[str] = field(default_factory=list)
    undo: Undo | None = None
    refused: list[str] = field(default_factory=list)
    rows: Sequence[GroupRow] = ()
    on: UUID | None = None
    shown: Shown | None = None
    draft: str | None = None
    editing: Editing | None = None
    values: dict[str, str] = field(default_factory=dict)
    drafted: bool = False
    remarks: Mapping[str, str] = field(default_factory=dict)
    clash: Clash | None = None
    papers: list[str] = field(default_factory=list)
    when: list[WhenFree | None] = field(default_factory=list)
    kinds: Sequence[str] = ()

    def say(self, text: str, undo: Undo | None = None) -> None:
        self.said.append(text)
        self.undo = undo

    def show_refusal(self, refusal: Refusal) -> None:
        self.refused.append(refusal.code)

    def show_found(self, rows: Sequence[GroupRow], on: UUID | None) -> None:
        self.rows, self.on = rows, on

    def show_group(self, shown: Shown) -> None:
        self.shown = shown

    def show_nobody(self) -> None:
        self.shown = None

    def show_draft(self, name: str | None) -> None:
        self.draft = name

    def forget_words(self) -> None:
        pass

    def open_form(self, editing: Editing, values: Values, *, drafted: bool) -> None:
        self.editing, self.values, self.drafted = editing, dict(values), drafted

    def offer_kinds(self, kinds: Sequence[str]) -> None:
        self.kinds = kinds

    def fill_form(self, values: Values, remarks: Mapping[str, str]) -> None:
        self.values, self.remarks = dict(values), remarks

    def close_form(self) -> None:
        self.editing = None

    def refuse_form(self, refusal: Refusal) -> None:
        self.refused.append(refusal.code)

    def show_clash(self, found: Clash) -> None:
        self.clash = found

    def show_paper(self, sheet: Sheet) -> None:
        self.papers.append(sheet.title)

    def show_when(self, group_id: UUID, found: WhenFree | None) -> None:
        self.when.append(found)


@dataclass
class Clerk:
    """Somebody at a desk of the center."""

    screen: Screen
    page: GroupsPresenter

    def type(self, **typed: str) -> None:
        """Names with __ are a person's: representative__phone."""
        self.screen.values |= {k.replace("__", "."): v for k, v in typed.items()}
        self.page.form.keep_draft(self.screen.values)

    def save(self) -> None:
        self.page.form.save(self.screen.values)

    def correct(self) -> None:
        assert self.page.chosen is not None
        self.page.form.correct(self.page.chosen)

    def kept(self) -> Values:
        assert self.screen.shown is not None
        return as_values(self.screen.shown.card.form)


def clerk(center: Center, staff: str, name: str, ops: InlineOps | None = None) -> Clerk:
    screen, actor = Screen(), Actor(UUID(staff), name)
    page = GroupsPresenter(ops or InlineOps(), center.desk, actor, center.clock, screen)
    return Clerk(screen, page)


@pytest.fixture
def first(center: Center) -> Clerk:
    return clerk(center, center.staff, "渡邊 千恵子")


@pytest.fixture
def second(center: Center) -> Clerk:
    newcomer = NewStaff("山﨑 節子", "ヤマザキ セツコ", "1357")
    staff = center.desk.staff.add(center.staff, newcomer).value
    return clerk(center, staff.hex, newcomer.name)


def test_the_form_and_its_fields_are_the_same(first: Clerk) -> None:
    form = as_form({**TYPED, "withheld": "phone email", "contact.name": "山﨑 節子"})
    assert as_form(as_values(form)) == form
    assert (form.members, form.contact.name) == (24, "山﨑 節子")


def test_an_empty_center_says_so(first: Clerk) -> None:
    first.page.reload()
    assert (first.screen.rows, first.screen.shown) == ([], None)


def test_typing_shows_the_first_found(first: Clerk, center: Center) -> None:
    center.register("花の会")
    moon = center.register("月の会", "ツキノカイ")
    first.page.reload()
    assert len(first.screen.rows) == 2 and first.screen.on == moon
    first.page.search("はな")
    assert first.screen.shown and first.screen.shown.card.form.name == "花の会"
    first.page.choose(moon)
    first.page.reload()  # a topic changed: the card stays, although it is not found
    assert first.screen.on == moon and first.screen.rows[0].name == "花の会"
    assert first.screen.shown.card.form.name == "月の会"


def test_a_new_group_gets_its_number_and_its_paper(first: Clerk) -> None:
    first.page.form.new("葛城")
    assert first.screen.values["name"] == "葛城" and not first.screen.drafted
    first.type(**TYPED)
    first.save()
    assert first.screen.said == ["H26-0001 で登録しました。"]
    assert first.screen.papers == [f"団体登録証 H26-0001 {TYPED['name']}"]
    assert first.screen.editing is None and first.screen.on == first.page.chosen
    assert first.kept()["members"] == "24"
    assert first.screen.draft is None


def test_what_is_refused_stays_in_the_form(first: Clerk, center: Center) -> None:
    first.page.form.new()
    first.type(**TYPED, members_local="25")
    first.save()
    assert first.screen.refused == ["group.more_local_than_members"]
    assert first.screen.editing is not None and not center.desk.groups.search("")
    first.type(members_local="20")
    first.save()
    assert len(center.desk.groups.search("")) == 1


def test_a_half_typed_group_is_offered_again(first: Clerk, center: Center) -> None:
    first.page.form.new()
    first.type(name="葛\U000e0100城の会")
    after = clerk(center, center.staff, "渡邊 千恵子")  # killed, and started again
    after.page.reload()
    assert after.screen.draft == "葛\U000e0100城の会"
    after.page.form.new("ほかの名前")
    assert after.screen.drafted
    assert after.screen.values["name"] == "葛\U000e0100城の会"
    after.page.form.leave(after.screen.values)
    assert after.screen.said and after.screen.draft
    after.page.form.new()
    after.page.form.throw_away()
    assert not after.screen.drafted and after.screen.values["name"] == ""
    after.page.form.leave(after.screen.values)
    assert after.screen.draft is None


def test_a_form_that_is_as_it_was_leaves_no_draft(first: Clerk, center: Center) -> None:
    center.register()
    first.page.reload()
    first.correct()
    first.type(note="あとで電話")
    first.type(note="")
    first.page.form.leave(first.screen.values)
    assert first.screen.shown and not first.screen.shown.has_draft
    assert not first.screen.said


def test_a_correction_can_be_taken_back(first: Clerk, center: Center) -> None:
    center.register()
    first.page.reload()
    first.correct()
    first.type(phone="０４８－９６３－１１１１")
    first.save()
    assert first.kept()["phone"] == "048-963-1111"
    assert first.screen.said == ["花の会の登録内容を直しました。"]
    last, registered = first.screen.shown.deeds if first.screen.shown else ()
    assert (last.verb, last.staff) == ("登録内容の変更", "渡邊 千恵子")
    assert last.lines == ["電話番号  なし → 048-963-1111"]
    assert (registered.verb, registered.lines) == ("団体の登録", [])
    assert first.screen.undo is not None
    first.screen.undo.do()
    first.page.reload()
    assert first.kept()["phone"] == ""


def both_open(first: Clerk, second: Clerk, center: Center) -> None:
    """The first saves while the second still types."""
    center.register()
    for who in (first, second):
        who.page.reload()
        who.correct()
    first.type(phone="048-963-1111", note="会則を受け取った", contact__name="山﨑 節子")
    second.type(
        phone="048-963-2222", dues="月500円", representative__phone="090-0000-0188"
    )
    center.clock.now += timedelta(minutes=3)
    first.save()
    second.save()


def test_the_second_clerk_sees_what_the_first_did(
    first: Clerk, second: Clerk, center: Center
) -> None:
    both_open(first, second, center)
    clash = second.screen.clash
    assert clash is not None and clash.staff == "渡邊 千恵子"
    told = {c.name: (c.before, c.theirs, c.mine, c.both) for c in clash.changes}
    assert told == {
        "phone": ("", "048-963-1111", "048-963-2222", True),
        "note": ("", "会則を受け取った", "", False),
        "contact.name": ("", "山﨑 節子", "", False),
    }
    assert {change.at for change in clash.changes} == {
        center.clock.now.replace(tzinfo=None)
    }
    assert second.screen.editing is not None
    assert second.screen.values["dues"] == "月500円"


@pytest.mark.parametrize(
    ("mine", "phone"), [(set(), "048-963-1111"), ({"phone"}, "048-963-2222")]
)
def test_both_changes_are_saved(
    first: Clerk, second: Clerk, center: Center, mine: set[str], phone: str
) -> None:
    both_open(first, second, center)
    assert second.screen.clash is not None
    second.page.form.settle(second.screen.clash, frozenset(mine), save=True)
    assert second.screen.editing is None
    kept = second.kept()
    assert kept["phone"] == phone
    assert (kept["note"], kept["dues"]) == ("会則を受け取った", "月500円")
    assert kept["contact.name"] == "山﨑 節子"
    assert kept["representative.phone"] == "090-0000-0188"


def test_looking_again_loses_nothing(first: Clerk, second: Clerk, center: Center) -> None:
    both_open(first, second, center)
    assert second.screen.clash is not None
    second.page.form.settle(second.screen.clash, frozenset({"phone"}), save=False)
    assert second.screen.values["phone"] == "048-963-2222"
    assert second.screen.values["note"] == "会則を受け取った"
    assert "048-963-1111" in second.screen.remarks["phone"]
    second.save()
    assert second.kept()["phone"] == "048-963-2222"


def test_a_draft_of_before_still_meets_what_was_changed_since(
    first: Clerk, second: Clerk, center: Center
) -> None:
    center.register()
    for who in (first, second):
        who.page.reload()
    second.correct()
    second.type(dues="月500円")
    second.page.form.leave(second.screen.values)
    first.correct()
    first.type(note="会則を受け取った")
    first.save()
    second.correct()
    assert second.screen.drafted and second.screen.values["dues"] == "月500円"
    second.save()
    assert second.screen.clash is not None
    assert [change.name for change in second.screen.clash.changes] == ["note"]


def test_a_contact_taken_away_meanwhile_is_told(
    first: Clerk, second: Clerk, center: Center
) -> None:
    center.register()
    first.page.reload()
    first.correct()
    first.type(contact__name="山﨑 節子")
    first.save()
    second.page.reload()
    second.correct()
    first.correct()
    first.type(contact__name="")
    first.save()
    second.type(dues="月500円")
    second.save()
    assert second.screen.clash is not None
    [gone] = second.screen.clash.changes
    assert (gone.name, gone.before, gone.theirs) == ("contact.name", "山﨑 節子", "")
    assert gone.staff == "渡邊 千恵子"
    second.page.form.settle(second.screen.clash, frozenset(), save=True)
    assert (second.kept()["contact.name"], second.kept()["dues"]) == ("", "月500円")


def test_the_same_change_by_both_is_no_clash(
    first: Clerk, second: Clerk, center: Center
) -> None:
    center.register()
    for who in (first, second):
        who.page.reload()
        who.correct()
        who.type(phone="048-963-1111")
    first.save()
    second.save()
    assert second.screen.clash is None and second.screen.editing is None


class Waiting(InlineOps):
    """Writes wait until they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def command(
        self,
        work: Callable[[], Outcome[T]],
        done: Callable[[Outcome[T]], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        self.waiting.append(partial(super().command, work, done, refused))


def test_an_impatient_clerk_registers_once(center: Center) -> None:
    ops = Waiting()
    someone = clerk(center, center.staff, "渡邊 千恵子", ops)
    someone.page.form.new()
    someone.screen.values |= TYPED
    someone.save()
    someone.save()
    for act in ops.waiting:
        act()
    assert len(center.desk.groups.search("")) == 1
