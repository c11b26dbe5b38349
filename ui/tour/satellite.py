"""What is seen at the satellite: its own day, and what is 仮."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.tour.exchange import OTHER
from ui.contracts import OpenLedger
from ui.shell.window import MainWindow
from ui.tour.studio import Scene, Studio


class Satellite(Studio):
    """The same pages; the header says where, and how long ago the last exchange was."""

    def scenes(self, window: MainWindow) -> Iterator[Scene]:
        desk = self.joint.desk()
        asked = next(
            booking
            for group in desk.groups.search(OTHER)
            for booking in desk.bookings.of_group(group.id)
            if booking.status == "provisional"
        )
        day = asked.starts.date()
        card = OpenLedger(day, booking_id=asked.id)
        yield "satellite_today", lambda: window.open_page("today")
        yield "satellite_bookings", partial(window.open_page, "bookings", card)
        yield "satellite_permit", partial(self.press, window, "許可書を印刷")
        yield "satellite_sync", lambda: window.open_page("sync")
