"""Tables as typed records, no behavior. Importing the package declares all of them."""

from db.records import (
    attachments,
    bookings,
    equipment,
    groups,
    insurance,
    journal,
    loans,
    lotteries,
    numbers,
    payments,
    rooms,
    rosters,
    sites,
    staff,
    sync,
    waiting,
)

__all__ = [
    "attachments",
    "bookings",
    "equipment",
    "groups",
    "insurance",
    "journal",
    "loans",
    "lotteries",
    "numbers",
    "payments",
    "rooms",
    "rosters",
    "sites",
    "staff",
    "sync",
    "waiting",
]
