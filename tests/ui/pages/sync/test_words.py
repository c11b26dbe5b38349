"""What the page says of a contradiction."""

from uuid import UUID

from app.services.sync.values import Choice, Contradiction, ContradictionKind
from ui.pages.sync import words


def test_what_waits_for_a_draw_says_so() -> None:
    asked = Contradiction(
        kind=ContradictionKind.UNANSWERED,
        record="booking",
        row_id=UUID(int=1),
        field="",
        title="活動室A R9.2.3 18:00～21:30",
        sides=[],
        against=[],
        choices=[Choice("confirm", "許可する")],
        settler="センター",
        mine=True,
        undrawn="抽選「2月分」の抽選待ち（抽選は令和8年12月1日(火)）",
    )
    assert words.task(asked).startswith(asked.undrawn)
