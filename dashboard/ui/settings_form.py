"""The practice's agreements as a form: what is entered becomes a Practice, or a sentence why it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

import streamlit as st
from holidays.registry import COUNTRIES
from holidays.utils import list_supported_countries

from dashboard.practice import PARTS, WEEKDAYS, Hours, Practice, PracticeError
from dashboard.store.agreements import Agreement
from dashboard.ui.offer import offered

NO_HOLIDAYS: Final = ""
_OPENS: Final = time(9)
_CLOSES: Final = time(17)


@offered("admin", "An admin changes the settings; the Agreements page says what the figures rest on.")
def settings_form(settings: Practice, agreed: Sequence[Agreement]) -> Practice | None:
    """Draw the form filled with these settings; the entered ones when Save is pressed, else None.

    What both teams have agreed on is shown as agreed, and is not changed here. Raises PracticeError where what was
    entered cannot be.
    """
    practice = settings.under({one.definition: one.rule for one in agreed})
    fixed = frozenset(name for one in agreed for name in PARTS[one.definition])
    with st.form("settings", border=False):
        if agreed:
            st.markdown(f"Agreed by both teams, and so not changed here: {', '.join(one.name for one in agreed)}.")
            st.page_link("pages/setup/agreements.py", label="Change them under Agreements", icon=":material/gavel:")
        left, right = st.columns(2, gap="large")
        with left:
            changed = _agreements(practice, fixed)
        with right:
            changed["opening"] = _opening_hours(practice.opening, fixed="opening" in fixed)
        if not st.form_submit_button("Save settings", type="primary", icon=":material/save:"):
            return None
    if not re.fullmatch("[A-Z]{3}|", changed["currency"]):
        raise PracticeError(f"{changed['currency']} is no currency; enter three letters, such as USD or EUR.")
    return replace(settings, **{name: value for name, value in changed.items() if name not in fixed})


def _agreements(practice: Practice, fixed: frozenset[str]) -> dict[str, Any]:
    name = st.text_input("Practice name", practice.name, max_chars=80, key="practice_name")
    zones = time_zones()
    zone = st.selectbox(
        "Time zone",
        zones,
        zones.index(practice.time_zone),
        key="time_zone",
        help="Times in files without a time zone are read in this one, and all times are shown in it.",
    )
    codes = (NO_HOLIDAYS, *countries())
    country = st.selectbox(
        "Public holidays",
        codes,
        codes.index(practice.holiday_country) if practice.holiday_country in codes else 0,
        format_func=lambda code: f"{countries()[code]} ({code})" if code else "None kept",
        key="holiday_country",
        disabled="holiday_country" in fixed,
        help="The practice counts as closed on this country's public holidays.",
    )
    region = st.text_input(
        "State or region",
        practice.holiday_region,
        max_chars=10,
        key="holiday_region",
        disabled="holiday_region" in fixed,
        help="Its short form (CA, TX, BY ...), where the state keeps holidays of its own. May stay empty.",
    )
    limit = st.number_input(
        "Answer a lead within (minutes)",
        min_value=1,
        max_value=14 * 24 * 60,
        value=max(1, round(practice.response_limit_s / 60)),
        key="response_limit",
        disabled="response_limit_s" in fixed,
        help="The agreed limit for the first human answer, in opening hours.",
    )
    call = st.number_input(
        "A call is a real lead after (seconds)",
        min_value=0,
        max_value=3600,
        value=practice.real_call_s,
        key="real_call",
        disabled="real_call_s" in fixed,
        help="An answered call counts as a real lead when it lasted longer than this.",
    )
    repeats = st.number_input(
        "One person's calls and forms are one inquiry for (days)",
        min_value=0,
        max_value=365,
        value=practice.same_person_days,
        key="same_person_days",
        help="Whoever calls three times and fills in a form within so many days is one lead. 0 counts each.",
    )
    followup = st.number_input(
        "Try a lead again within (days)",
        min_value=1,
        max_value=90,
        value=practice.followup_days,
        key="followup_days",
        help="A lead that was tried or answered but not reached counts as left lying after so many days.",
    )
    currency = st.text_input(
        "Currency",
        practice.currency,
        max_chars=3,
        placeholder="USD",
        key="currency",
        help="For money in files that name no currency: three letters, such as USD or EUR.",
    )
    areas = st.text_area(
        "Areas served",
        "\n".join(practice.areas),
        key="areas",
        disabled="areas" in fixed,
        placeholder="One a line: a city, a county, a state",
        help="Leads from elsewhere are shown as out of area. Empty: nothing is judged.",
    )
    procedures = st.text_area(
        "Procedures offered",
        "\n".join(practice.procedures),
        key="procedures",
        disabled="procedures" in fixed,
        placeholder="One a line",
        help="Leads that ask for something else are shown as not offered. Empty: nothing is judged.",
    )
    slots = st.text_area(
        "Consult slots a week",
        "\n".join(f"{doctor}: {number}" for doctor, number in practice.consult_slots),
        key="consult_slots",
        placeholder="One doctor a line, as the files name them\nDr. Lee: 20",
        help="How many consults each doctor can hold in a full week. Empty: the Operations page shows no free slots.",
    )
    return {
        "name": name.strip(),
        **_privacy(practice),
        "areas": _lines(areas),
        "procedures": _lines(procedures),
        "time_zone": zone,
        "holiday_country": country,
        "holiday_region": region.strip().upper() if country else "",
        "response_limit_s": int(limit) * 60,
        "real_call_s": int(call),
        "currency": currency.strip().upper(),
        "same_person_days": int(repeats),
        "followup_days": int(followup),
        "consult_slots": _slots(slots),
    }


def _privacy(practice: Practice) -> dict[str, Any]:
    st.markdown("**Patients' data**")
    hide = st.checkbox(
        "Hide counts from 1 to 10 in what leaves the room",
        practice.hide_small,
        key="hide_small",
        help="In tables, exports, minutes and answers of the command line such counts, and what would give them away, "
        "are left out, and lists of single leads are not exported. Charts on the screen stay as they are.",
    )
    months = st.number_input(
        "Keep leads for (months)",
        min_value=0,
        max_value=600,
        value=practice.keep_months,
        key="keep_months",
        help="Older leads are removed for good by themselves, once a day while Leadloop runs, from the day after you "
        "save this. 0: they are kept for as long as their import counts.",
    )
    return {"hide_small": bool(hide), "keep_months": int(months)}


def _slots(text: str) -> tuple[tuple[str, int], ...]:
    found = []
    for line in _lines(text):
        doctor, _, number = line.rpartition(":")
        if not doctor.strip() or not re.fullmatch(r"[0-9]{1,4}", number.strip()):
            raise PracticeError(f"Consult slots: {line!r} is not understood; write a line like Dr. Lee: 20.")
        found.append((" ".join(doctor.split()), int(number)))
    return tuple(found)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _opening_hours(opening: tuple[Hours, ...], *, fixed: bool) -> tuple[Hours, ...]:
    st.markdown(
        "**Opening hours**", help="Waiting in business hours counts only the time in which the practice is open."
    )
    return tuple(_weekday(day, hours, fixed=fixed) for day, hours in zip(WEEKDAYS, opening, strict=True))


def _weekday(day: str, hours: Hours, *, fixed: bool) -> Hours:
    name, start, end = st.columns([1.3, 1, 1], vertical_alignment="center", gap="small")
    is_open = name.checkbox(day, hours is not None, key=f"{day} open", disabled=fixed)
    opens, closes = hours or (_OPENS, _CLOSES)
    opens = start.time_input(f"{day} from", opens, key=f"{day} from", label_visibility="collapsed", disabled=fixed)
    closes = end.time_input(f"{day} to", closes, key=f"{day} to", label_visibility="collapsed", disabled=fixed)
    return (opens, closes) if is_open else None


@cache
def time_zones() -> tuple[str, ...]:
    """Every time zone there is, by name."""
    return tuple(sorted(available_timezones()))


@cache
def countries() -> dict[str, str]:
    """Two-letter code and name of the countries whose public holidays are known, by name."""
    names = {code: name.replace("_", " ").title() for name, (_, code, *_) in COUNTRIES.items()}
    known = list_supported_countries(include_aliases=False)
    return {code: names[code] for code in sorted(known, key=lambda code: names.get(code, code)) if code in names}
