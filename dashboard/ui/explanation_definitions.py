"""What the figures that explain mean, in two lines: silences, changes of a rate, reasons for not booking."""

from __future__ import annotations

from dashboard.metrics.droughts import LONGEST_TO_TELL
from dashboard.practice import Practice


def hidden() -> str:
    """What 'to tell from chance' means."""
    return (
        "Days without anybody reaching the stage until so long a silence is no longer likely to be chance, at the "
        "volume of the last eight weeks.\n"
        "All sources and stages are watched together, every day: chance brings a false alarm less than once a year. "
        f"Over {LONGEST_TO_TELL} days: only on the side."
    )


def change() -> str:
    """Mix and rate."""
    return (
        "Mix: the part of the change that goes with other kinds of leads than before. Rate: the part that goes with "
        "the same kinds going on more or less often. Together they are the whole change.\n"
        "Associated with, not because of. The period compared is seen at the same age."
    )


def contributions() -> str:
    """How parts of several fields stand beside each other."""
    return (
        "The largest part first; the next one is looked for in what is left once it is held still, so that no point is "
        "counted twice and all of them are the whole change.\n"
        "Associated with, not because of. The period compared is seen at the same age."
    )


def hypotheses(practice: Practice) -> str:
    """Which lead falls under which explanation."""
    return (
        f"Each lead counts once. Not real: marked so, a call of {practice.real_call_s} s or less, "
        f"{'not within the agreed rule, ' if practice.real_rule else ''}or a sign of junk "
        "and nobody reached. Wrong audience: lost, and not offered, out of area or a reason like that.\n"
        "Never reached: lost before anybody spoke with them. Lacking something: reached and lost. The rest is open."
    )
