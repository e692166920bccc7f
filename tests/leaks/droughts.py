"""Try the alarm for silent sources alone: `python -m tests.leaks.droughts [--years 200] [--seed 1] [--every 1]`.

So many healthy practice-years looked at every day, and as many others in which one source stops.
"""
# ruff: noqa: T201 (a script that a person runs and watches)

from __future__ import annotations

import argparse

from tests.leaks.drought_years import drought_figures

if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.leaks.droughts", description=__doc__)
    asked.add_argument("--years", type=int, default=200, help="healthy years, and as many with a stop (200)")
    asked.add_argument("--seed", type=int, default=1, help="the first practice's (1)")
    asked.add_argument("--every", type=int, default=1, help="days between two looks for false alarms (1)")
    given = asked.parse_args()
    print(drought_figures(given.years, given.seed, every=given.every).sentence(given.every))
