"""What a leak is, in the two lines behind the (?)."""

from __future__ import annotations


def leaks() -> str:
    """What a leak is, and how often there is none where one is named."""
    return (
        "A leak: a step and a slice where fewer leads went on than comparable ones, alike in what arrived with them, "
        "by more than chance and the ordinary differences between people and campaigns explain.\n"
        "The true loss lies in the range about 9 times out of 10. Where nothing is wrong, 9 searches of 10 name "
        "nothing; a loss as small as the one said to be found is found about every other time."
    )


def closing() -> str:
    """What the sum of closed leaks rests on."""
    return (
        "Patients lost at each leak's step, at the practice's own rates of the later steps and money of a procedure.\n"
        "Patients of different steps are not added up; the money is. The range holds the true worth 9 times out of 10."
    )


def moving() -> str:
    """What the sum of a moved stage rests on, with an example."""
    return (
        "More leads at a stage, and at the later stages as large a share of them as of the leads there now.\n"
        "Example: 200 qualified, 80 booked, 20 procedures. 5 points more are 10 bookings and 2.5 procedures."
    )
