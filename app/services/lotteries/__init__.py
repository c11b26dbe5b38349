"""抽選: what the desk and the papers ask of it."""

from app.rules.draws.caps import Dates
from app.services.lotteries.lotteries import Lotteries
from app.services.lotteries.values import (
    BeforeDeadline,
    Drawn,
    LotteryCard,
    LotteryFile,
    LotteryForm,
    LotteryRow,
    RequestForm,
    RequestLine,
    WishLine,
)
from app.services.wishes import WishForm

__all__ = [
    "BeforeDeadline",
    "Dates",
    "Drawn",
    "Lotteries",
    "LotteryCard",
    "LotteryFile",
    "LotteryForm",
    "LotteryRow",
    "RequestForm",
    "RequestLine",
    "WishForm",
    "WishLine",
]
