"""Tables as typed records, no behavior. Importing the package declares all of them."""

from db.records import (
    bookings,
    groups,
    journal,
    numbers,
    payments,
    rooms,
    sites,
    staff,
)

__all__ = [
    "bookings",
    "groups",
    "journal",
    "numbers",
    "payments",
    "rooms",
    "sites",
    "staff",
]
