"""臨時休館 of rooms that are booked: 台風・停電."""

from app.rules.calendar.weather import Warned
from app.services.closed import PlaceClosed
from app.services.emergencies.emergencies import Emergencies
from app.services.emergencies.values import (
    Affected,
    AlreadySettled,
    Cause,
    EmergencyCard,
    Gone,
    NoRooms,
    NotCut,
    Noted,
    PlaceGiven,
    PlaceTaken,
    Plan,
    Proposal,
    Settled,
    Settlement,
    Settling,
    Span,
)
from db.queries.emergencies import About, AffectedRow, CallRow, EmergencyRow
from db.records.emergencies import Became, Result, Wanted

__all__ = [
    "About",
    "Affected",
    "AffectedRow",
    "AlreadySettled",
    "Became",
    "CallRow",
    "Cause",
    "Emergencies",
    "EmergencyCard",
    "EmergencyRow",
    "Gone",
    "NoRooms",
    "NotCut",
    "Noted",
    "PlaceClosed",
    "PlaceGiven",
    "PlaceTaken",
    "Plan",
    "Proposal",
    "Result",
    "Settled",
    "Settlement",
    "Settling",
    "Span",
    "Wanted",
    "Warned",
]
