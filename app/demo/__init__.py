"""The demo center: an invented civic activity center that looks like a real one.

`plan` works everything out without a database; `build` writes a plan. Nobody in it
exists: names are drawn from lists (`resources/samples/demo`), towns and groups are
made up, and no telephone number can ring.
"""
