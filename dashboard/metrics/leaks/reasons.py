"""What a reason given for a lost lead speaks for: no real lead, the wrong audience, or missing information."""

from __future__ import annotations

import re
from typing import Final, Literal

Hypothesis = Literal["not_real", "wrong_audience", "missing_information"]

_WORDS: Final[tuple[tuple[Hypothesis, str], ...]] = (
    (
        "not_real",
        r"spam|bots?|fake|test(?: lead)?|duplicates?|wrong number|bad number|invalid|robocall|solicit\w*|vendor",
    ),
    (
        "wrong_audience",
        r"out of (?:area|state|town|network)|too far|not a candidate|not (?:eligible|qualified|offered|accepted)|"
        r"no candidate|medicaid|medicare|insurance only|wants insurance|job|career|too young|too old|"
        r"(?:service|procedure) not|do(?:es)? not offer|don't offer|disqualified|unqualified|financing declined|"
        r"wrong (?:audience|practice|office|procedure)",
    ),
    (
        "missing_information",
        r"prices?|pricing|costs?|fees?|how much|too expensive|quote|not on the (?:page|site|website|ad)|info|"
        r"informations?|details?|questions?|unclear|confus\w+|did(?: not|n't) know|misunderst\w+|expected|"
        r"thought (?:it|the|that)|recovery|downtime|brochure|financing|payment plan",
    ),
)
_KNOWN: Final = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _WORDS)


def speaks_for(reason: str) -> Hypothesis | None:
    """The explanation a reason speaks for, by its words; None where it speaks for none of the three.

    The first that fits counts: 'Insurance only, asked the price' is the wrong audience.
    """
    return next((name for name, words in _KNOWN if words.search(reason)), None)
