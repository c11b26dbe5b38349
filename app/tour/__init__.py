"""A real day at the desk, and the exchange with a satellite, without a screen.

The same use cases as in the window, on the demo center, with a fixed clock and seeded
keys: the same seed gives the same `tour.json`. `run` is the whole, `day`, `lending`,
`members` and `exchange` are its parts, told step by step (`steps`).
"""
