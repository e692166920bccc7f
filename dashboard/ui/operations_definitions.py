"""What each figure of the Operations page means, in two lines."""

from __future__ import annotations


def consults() -> str:
    """The six things that become of a consult."""
    return (
        "Called off: its status says so, or the lead was given up before the day. Nobody says: the day has passed and "
        "no file tells who came.\nEvery lead that booked a consult counts once."
    )


def no_shows() -> str:
    """Who is compared with whom."""
    return (
        "Missed, of attended and missed. The ring: what others who booked as many days ahead missed; people who book "
        "far ahead miss more.\nAssociated with, not because of."
    )


def waits() -> str:
    """From when to when."""
    return (
        "Middle value of the days from the inquiry, and from the booking, to the consult, by the month of booking.\n"
        "Consults that lie before their booking are left out. Months under 30 consults are faint."
    )


def capacity() -> str:
    """Which consults fill a slot."""
    return (
        "Consults with a date in the week that were not called off or moved, of all leads, whatever the filters.\n"
        "Slots are those of the settings; weeks with holidays or closed days have fewer."
    )
