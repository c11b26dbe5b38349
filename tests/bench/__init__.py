"""How fast, as ratios to floors measured in the same run: `python3 run.py bench`."""
