"""Try the finder and three simple rankings: `python -m tests.leaks [--practices 50] [--sizes 300 2000 20000]`.

Everything is made up and seeded; `--seed` takes other practices. What the words mean: scoring.py.
"""
# ruff: noqa: T201 (a script that a person runs and watches)

from __future__ import annotations

import argparse
from itertools import chain

from tests.leaks.drought_years import drought_figures
from tests.leaks.practices import by_coin
from tests.leaks.trial import FINDERS, Finder, Setting, trial

SIZES = (300, 2_000, 20_000)
HARDER = ({"variation": 0.15}, {"days": 60})
COIN_SIZES = (300, 2_000)


def main() -> None:
    """Print a table a setting: the finder and the rankings at every size, then the finder where it is harder."""
    asked = argparse.ArgumentParser(prog="python -m tests.leaks", description=__doc__)
    asked.add_argument("--practices", type=int, default=50, help="with leaks, and as many without (50)")
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="leads a practice (300 2000 20000)")
    asked.add_argument("--seed", type=int, default=1, help="the first practice's (1)")
    asked.add_argument("--only", nargs="+", choices=FINDERS, default=list(FINDERS), help="these finders (all)")
    asked.add_argument("--every", type=int, default=1, help="days between two looks for false droughts (1)")
    given = asked.parse_args()
    finders = {name: FINDERS[name] for name in given.only}
    print(f"{given.practices} practices with 4 leaks each and {given.practices} without, a row; first five findings\n")
    print(f"{'':42}{'recall':>8}{'false':>8}{'healthy':>9}{'decoy':>8}{'size':>7}{'90 %':>8}{'seconds':>9}")
    print(f"{'':42}{'':>8}{'a report':>8}{'alarmed':>9}{'called':>8}{'ratio':>7}{'covers':>8}{'a report':>9}")
    settings = [Setting(size) for size in given.sizes]
    for setting in settings:
        _show(setting, given.practices, given.seed, finders)
    ours = {name: finder for name, finder in finders.items() if name == "Leadloop"}
    if not ours:
        return
    for setting in [Setting(size, **more) for more in HARDER for size in given.sizes]:
        _show(setting, given.practices, given.seed, ours)
    coins = 4 * given.practices
    for size in COIN_SIZES:
        alarmed = trial(ours, (by_coin(seed, size) for seed in range(given.seed, given.seed + coins)))[
            "Leadloop"
        ].alarmed
        print(f"random data, 12 dimensions, {size:,} leads: {alarmed} of {coins} alarmed", flush=True)
    print(drought_figures(coins, given.seed, every=given.every).sentence(given.every))


def _show(setting: Setting, count: int, seed: int, finders: dict[str, Finder]) -> None:
    print(setting.label, flush=True)
    practices = chain(setting.practices(count, seed), setting.practices(count, seed, leaks=0))
    for name, tally in trial(finders, practices).items():
        print(
            f"  {name:40}{tally.recall:>8.2f}{tally.false_a_report:>8.2f}{tally.alarmed_share:>9.0%}"
            f"{tally.decoyed_share:>8.0%}{tally.size_ratio:>7.2f}{tally.coverage:>8.0%}"
            f"{tally.seconds_a_report:>9.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
