"""Rules that limit a lottery, as a rulebook has them."""

from __future__ import annotations

SOURCE = """
[[source]]
id = "規則"
title = "試験用の規則"
"""
REQUESTS = """
[[limit]]
of = "requests"
per = "month"
most = 2
article = "第11条"
source = "規則"
"""


def uses(most: int) -> str:
    """So many uses a month."""
    return f"""
[[limit]]
of = "uses"
per = "month"
most = {most}
article = "第9条"
source = "規則"
"""


def stage(more: str = "") -> str:
    """The stage 抽選, two months before the use; `more` are further keys."""
    return f"""
[[stage]]
kind = "lottery"
to = {{ months_before = 2, day = 10 }}
draw_on = {{ months_before = 2, day = 12 }}
{more}
article = "第12条"
source = "規則"
"""
