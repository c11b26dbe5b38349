"""Tables as typed records, no behavior. Importing the package declares all of them."""

from db.records import (
    attachments,
    bookings,
    closings,
    equipment,
    groups,
    insurance,
    journal,
    loans,
    numbers,
    payments,
    rooms,
    rosters,
    sites,
    staff,
    sync,
)

__all__ = [
    "attachments",
    "bookings",
    "closings",
    "equipment",
    "groups",
    "insurance",
    "journal",
    "loans",
    "numbers",
    "payments",
    "rooms",
    "rosters",
    "sites",
    "staff",
    "sync",
]
