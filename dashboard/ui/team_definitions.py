"""What goals and actions mean, in two lines each."""

from __future__ import annotations


def actions() -> str:
    """What is compared once an action is done."""
    return (
        "A done action's figure: as many days after it as there are, 90 at most, beside as many before; leads of both "
        "are followed equally long.\n"
        "Said to have moved only where chance moves it so far less than 1 time in 20, to be better only where all "
        "other leads did not move as much."
    )


def goals() -> str:
    """What is counted, and what on pace means."""
    return (
        "A count is of leads that reached the stage within the goal's days; a share is of the leads named beside it.\n"
        "On pace: what the end will be if the days to come run as the last weeks did, with a range that holds 9 times "
        "of 10. Nothing is promised; for shares, young leads may still go on."
    )


def chain() -> str:
    """How the teams' goals belong together."""
    return (
        "Each goal counts the leads that reached its stage in the period, whenever they inquired.\n"
        "The first team's goal feeds the next one's: the share that must go on is one count over the other."
    )
