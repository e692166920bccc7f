"""What closing leaks would be worth, at the practice's own rates and values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dashboard.metrics.leaks.report import Leak


@dataclass(frozen=True, slots=True)
class Closing:
    """Patients who would go on, by the stage they would reach, and what they would bring."""

    patients: tuple[tuple[str, float], ...]
    """Stage and number, in the order of the funnel. They never add up: they are patients at different steps."""
    money: float | None
    """None where the value of any of the leaks is unknown, or they are in several currencies."""
    low: float | None
    high: float | None
    currency: str | None


def closing(leaks: Sequence[Leak], share: float, order: Sequence[str]) -> Closing:
    """What closing this share of each leak would bring; `order` are the stages' names from the first on.

    The leaks were sized one beside the other, each with the others taken out, so their ranges are added as those of
    independent estimates.
    """
    stages = [stage for stage in order if any(leak.step[1] == stage for leak in leaks)]
    patients = tuple((stage, share * sum(leak.lost for leak in leaks if leak.step[1] == stage)) for stage in stages)
    each = [leak.money / leak.lost if leak.money is not None and leak.lost else None for leak in leaks]
    if not leaks or None in each or len({leak.currency for leak in leaks}) > 1:
        return Closing(patients, None, None, None, None)
    worth = [value or 0.0 for value in each]
    money = sum(leak.lost * value for leak, value in zip(leaks, worth, strict=True))
    below = sqrt(sum(((leak.lost - leak.low) * value) ** 2 for leak, value in zip(leaks, worth, strict=True)))
    above = sqrt(sum(((leak.high - leak.lost) * value) ** 2 for leak, value in zip(leaks, worth, strict=True)))
    return Closing(patients, share * money, share * max(0.0, money - below), share * (money + above), leaks[0].currency)
