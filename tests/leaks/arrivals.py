"""Who inquires at a made-up practice, and with whom they end up: nested and confounded as real ones are.

Campaigns run in one channel and source; doctors, counselors and inboxes belong to locations; one
counselor takes the evenings of every location, one doctor most of the hard procedures; channels
bring different personas, and personas ask for different procedures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
CHANNELS: Final = ("form", "call", "chat", "social", "referral")
SOURCES: Final = ("google", "website", "website", "meta", "doctor")
"""The usual source of each channel; calls and chats start on the website."""
LOCATIONS: Final = ("North", "South", "East", "West")
PERSONAS: Final = ("first-timer", "comparer", "referred", "returning")
PROCEDURES: Final = ("filler", "laser", "peel", "veneers", "implant", "revision")
HARD: Final = (4, 5)
"""Places of the procedures few can have."""
EVENING: Final = (17, 22)
UNKNOWN: Final = -1
FIELDS: Final = (
    "channel", "source", "campaign", "location", "doctor", "procedure",
    "persona", "patient_type", "area", "inbox", "owner", "handoffs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the leads: each lead's code, and what the codes stand for; a code of -1 is not known."""

    codes: Codes
    values: tuple[str, ...]

    def texts(self) -> list[str | None]:
        return [None if code < 0 else self.values[code] for code in self.codes]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The leads as they come in: days since the start, hour, and every field known by then."""

    day: NDArray[np.float64]
    hour: Codes
    columns: dict[str, Column]
    young: str
    slow: str

    def holds(self, name: str, value: str) -> NDArray[np.bool_]:
        """The leads whose field has this value."""
        column = self.columns[name]
        return np.isin(column.codes, [code for code, said in enumerate(column.values) if said == value])


def arrivals(rng: np.random.Generator, size: int, days: int) -> Arrivals:
    """`size` leads over so many days, in the order of their arrival."""
    hours = np.array([1, 1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 9, 8, 9, 9, 8, 7, 7, 7, 7, 6, 4, 2, 1.0])
    date = np.sort(rng.integers(0, days, size))
    hour = rng.choice(24, size, p=hours / hours.sum())
    day = date + (hour + rng.random(size)) / 24
    evening = (hour >= EVENING[0]) & (hour < EVENING[1])

    campaign, channel, source, names = _campaigns(rng, date, days)
    persona = _drawn(rng, _shares(rng, len(CHANNELS), len(PERSONAS), 4), channel)
    procedure = _drawn(rng, _shares(rng, len(PERSONAS), len(PROCEDURES), 4), persona)
    places = int(rng.integers(2, 5))
    area = _drawn(rng, _shares(rng, 1, 5, 4), np.zeros(size, np.int64))
    location = _drawn(rng, _shares(rng, 5, places, 3), area)

    doctors = 2 * places
    doctor = location * 2 + (rng.random(size) < rng.uniform(0.35, 0.65))
    specialist = int(rng.integers(doctors))
    doctor = np.where(np.isin(procedure, HARD) & (rng.random(size) < 0.7), specialist, doctor)
    owner = location * 2 + (rng.random(size) < rng.uniform(0.35, 0.65))
    owner = np.where(evening & (rng.random(size) < 0.8), int(rng.integers(2 * places)), owner)
    # forms and social share an inbox at each location, calls and referrals have the phone, chats one for all
    inbox = np.where(channel == 2, 2 * places, location * 2 + np.isin(channel, (1, 4)))
    patient_type = (rng.random(size) < np.where(persona == 3, 0.85, 0.15)).astype(np.int64)
    handoffs = np.minimum(rng.poisson(np.where(np.isin(procedure, HARD), 1.1, 0.6)), 3)

    columns = {
        "channel": Column(channel, CHANNELS),
        "source": Column(source, tuple(dict.fromkeys(SOURCES))),
        "campaign": Column(campaign, names),
        "location": Column(location, LOCATIONS[:places]),
        "doctor": Column(_gaps(rng, doctor, 0.03), tuple(f"Dr {letter}" for letter in "ABCDEFGH"[:doctors])),
        "procedure": Column(procedure, PROCEDURES),
        "persona": Column(_gaps(rng, persona, 0.1), PERSONAS),
        "patient_type": Column(patient_type, ("new", "existing")),
        "area": Column(area, tuple(f"area {number}" for number in range(1, 6))),
        "inbox": Column(
            inbox, (*(f"{at} {way}" for at in LOCATIONS[:places] for way in ("forms", "phone")), "all chats")
        ),
        "owner": Column(_gaps(rng, owner, 0.04), tuple(f"counselor {number}" for number in range(1, doctors + 1))),
        "handoffs": Column(handoffs, ("0", "1", "2+", "2+")),
    }
    return Arrivals(day, hour, columns, names[0], names[1])


def coin_flips(rng: np.random.Generator, size: int, days: int) -> Arrivals:
    """Leads whose fields have nothing to do with each other; no campaign is young or slow."""
    columns = {}
    for name in FIELDS:
        count = int(rng.integers(2, 9))
        columns[name] = Column(
            _drawn(rng, _shares(rng, 1, count, 3), np.zeros(size, np.int64)),
            tuple(f"{name} {number}" for number in range(1, count + 1)),
        )
    columns["channel"] = Column(rng.integers(0, len(CHANNELS), size), CHANNELS)
    columns["procedure"] = Column(rng.integers(0, len(PROCEDURES), size), PROCEDURES)
    columns["patient_type"] = Column(rng.integers(0, 2, size), ("new", "existing"))
    columns["handoffs"] = Column(rng.integers(0, 3, size), ("0", "1", "2+"))
    day = np.sort(rng.uniform(0, days, size))
    return Arrivals(day, (day % 1 * 24).astype(np.int64), columns, "", "")


def _campaigns(rng: np.random.Generator, date: Codes, days: int) -> tuple[Codes, Codes, Codes, tuple[str, ...]]:
    """Each lead's campaign, channel and source. The first campaign is young, the second slow."""
    count = int(rng.integers(8, 14))
    at = np.concatenate([[3, 0], rng.choice([0, 1, 3], count - 2)])
    share = rng.dirichlet(np.full(count, 4.0)) * 0.75
    share[:2] = np.maximum(share[:2], 0.06)
    young_from = days - min(25, days // 4)
    campaign = np.where(
        rng.random(len(date)) < share[1:].sum(),
        1 + rng.choice(count - 1, len(date), p=share[1:] / share[1:].sum()),
        UNKNOWN,
    )
    # once it runs, the young campaign brings as much as a large one
    campaign[(date >= young_from) & (rng.random(len(date)) < 0.15)] = 0
    alone = rng.choice(len(CHANNELS), len(date), p=[0.25, 0.35, 0.15, 0.05, 0.2])
    channel = np.where(campaign < 0, alone, at[campaign])
    values = list(dict.fromkeys(SOURCES))
    usual = np.array([values.index(source) for source in SOURCES])[channel]
    # a call from an ad is the ad's, whatever calls usually come from
    source = np.where((campaign >= 0) & (channel == 1), 0, usual)
    return campaign, channel, source, tuple(f"{CHANNELS[way]} campaign {number}" for number, way in enumerate(at, 1))


def _shares(rng: np.random.Generator, rows: int, columns: int, even: float) -> NDArray[np.float64]:
    return rng.dirichlet(np.full(columns, even), rows)


def _drawn(rng: np.random.Generator, shares: NDArray[np.float64], given: Codes) -> Codes:
    """A code for each lead, drawn by the shares of the row it is given."""
    return (
        (rng.random(len(given))[:, None] > np.cumsum(shares, axis=1)[given]).sum(axis=1).clip(max=shares.shape[1] - 1)
    )


def _gaps(rng: np.random.Generator, codes: Codes, share: float) -> Codes:
    """The codes as a file has them, some not filled in."""
    return np.where(rng.random(len(codes)) < share, UNKNOWN, codes)
