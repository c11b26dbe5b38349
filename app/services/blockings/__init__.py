"""利用停止: the use cases, and the 例外 by which a booking may have its time."""

from app.services.blockings.blockings import (
    Blockings,
    Blocks,
    Lifting,
    bookings_in_the_way,
    write,
)
from app.services.blockings.refusals import InTheWay
from app.services.blockings.values import BlockingForm, BlockRooms, Stretch
from db.queries.blockings import BlockingCard, BlockingRow
from db.records.blockings import BlockingKind

__all__ = [
    "BlockRooms",
    "BlockingCard",
    "BlockingForm",
    "BlockingKind",
    "BlockingRow",
    "Blockings",
    "Blocks",
    "InTheWay",
    "Lifting",
    "Stretch",
    "bookings_in_the_way",
    "write",
]
