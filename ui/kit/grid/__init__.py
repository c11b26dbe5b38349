"""The day grid: rooms down, time across. A real table to keyboard and screen reader.

::

    grid = DayGrid(t)
    grid.show_day(GridDay(rooms, slots, blocks, frees, now=14 * 60 + 7))
    grid.booked.connect(...)        # GridRange: Enter, a click or a drag over 空き
    grid.opened.connect(...)        # the id of a block: Enter or a click
    grid.focused_text.connect(...)  # the full words of what has the focus
    grid.choose(range, "花の会 20人", refused=False)   # filled while its panel is open

`count_view` is its sister: how many of each thing are free on each day (`counts`).

A week of one room is the same grid with days as its rows.

Presenters make the values (`day`, no Qt); `view` draws them.
"""
