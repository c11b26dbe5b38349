"""帳票: papers filled from what is kept, and what was printed when."""

from __future__ import annotations

from app.services.forms.blanks import BLANKS, ELSEWHERE
from app.services.forms.forms import Forms, NobodyEnrolled, NoLetter, NoPermit
from app.services.forms.money import MoneyForms
from app.services.forms.sheet import TITLES, Form, Sheet
from db.queries.printouts import PrintoutRow

__all__ = [
    "BLANKS",
    "ELSEWHERE",
    "TITLES",
    "Form",
    "Forms",
    "MoneyForms",
    "NoLetter",
    "NoPermit",
    "NobodyEnrolled",
    "PrintoutRow",
    "Sheet",
]
