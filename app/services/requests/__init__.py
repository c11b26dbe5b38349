"""申込み of several dates and rooms, and 定期利用: what the desk asks of them."""

from app.services.requests.requests import Requests
from app.services.requests.series import Series
from app.services.requests.series_values import (
    CancelLine,
    ChangeLine,
    Scope,
    SeriesCancel,
    SeriesChange,
)
from app.services.requests.values import (
    AskRequest,
    Decision,
    Fate,
    LineKey,
    Requested,
    RequestLine,
    RequestOffer,
    Spot,
)
from db.queries.requests import RequestCard

__all__ = [
    "AskRequest",
    "CancelLine",
    "ChangeLine",
    "Decision",
    "Fate",
    "LineKey",
    "RequestCard",
    "RequestLine",
    "RequestOffer",
    "Requested",
    "Requests",
    "Scope",
    "Series",
    "SeriesCancel",
    "SeriesChange",
    "Spot",
]
