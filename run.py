"""Placeholder of the two commands; see `python3 run.py --help`."""
