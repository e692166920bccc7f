"""Where marketing writes a campaign's brief; every save is a version of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.charts.text import clean
from dashboard.ingest.unusable import UnusableFile
from dashboard.store.briefs import Brief
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui.brief_pictures import files_cleaned, kept_pictures, new_pictures
from dashboard.ui.identifiers import warn
from dashboard.ui.offer import offered
from dashboard.ui.writing import Writing

LABELS: Final = {
    "campaign": "Campaign",
    "used_from": "Used from",
    "starts": "First day",
    "ends": "Last day",
    "offer": "The offer",
    "audience": "Whom it is for",
    "price": "Price line",
    "script": "Script lines",
    "avoid": "What not to say",
    "questions": "Likely questions with answers",
    "landing_page": "Landing page",
    "links": "Links to the ads",
    "pictures": "Pictures kept",
}


_WORDS: Final = ("offer", "audience", "price", "script", "avoid", "questions")


@offered(instead="A contributor writes here; you may look.")
def brief_form(
    workspace: Workspace,
    current: Brief,
    campaigns: Sequence[str],
    names: Sequence[str],
    answered: Sequence[tuple[str, str]],
    day: date,
    who: str,
) -> None:
    """Draw the form over a brief's newest version, or over an empty one; `answered` may be taken over as questions.

    `names` are those of doctors and counselors, which may be written.
    """
    form: Writing[Brief] = Writing(f"brief {current.brief}", lambda brief: _fields(brief, day))
    form.said()
    base = form.begin(current)
    form.both(LABELS)
    st.selectbox(
        LABELS["campaign"],
        campaigns,
        None,
        format_func=clean,
        accept_new_options=True,
        placeholder="Choose, or type the name of one that starts soon",
        key=form.widget("campaign"),
        persist_state="session",
    )
    with st.container(horizontal=True):
        st.date_input(
            LABELS["used_from"],
            key=form.widget("used_from"),
            help="Leads from this day on come under it.",
            persist_state="session",
        )
        st.date_input(LABELS["starts"], None, key=form.widget("starts"), persist_state="session")
        st.date_input(LABELS["ends"], None, key=form.widget("ends"), persist_state="session")
    left, right = st.columns(2, gap="large")
    with left:
        _words(form, "offer", 80)
        _words(form, "audience", 68)
        st.text_input(LABELS["price"], key=form.widget("price"), max_chars=300, persist_state="session")
        st.text_input(
            LABELS["landing_page"],
            key=form.widget("landing_page"),
            placeholder="https://",
            max_chars=500,
            persist_state="session",
        )
        _words(form, "links", 68, "One https:// address a line")
    with right:
        _words(form, "script", 110, "One line to say a line")
        _words(form, "avoid", 68)
        _words(form, "questions", 130, "Does it hurt?\nNo, drops numb the eye.\n\nNext question?\nIts answer.")
        missing = [pair for pair in answered if pair[0] not in dict(_questions(form.typed("questions")))]
        if missing:
            many = "1 answered question" if len(missing) == 1 else f"{len(missing)} answered questions"
            st.button(
                f"Take over {many} from feedback",
                icon=":material/playlist_add:",
                on_click=_take_over,
                args=(form, missing),
                key=f"take over {current.brief}",
            )
    warn(
        [str(form.typed(name) or "") for name in _WORDS],
        workspace.practice(),
        [*campaigns, *names],
        "Leave it out unless it is the practice's own: a brief names no patient.",
    )
    kept_pictures(workspace, form.widget("pictures"), base.pictures)
    files = new_pictures(f"upload {current.brief} {base.version}")
    st.button(
        "Save as version 1" if not base.version else f"Save as version {base.version + 1}",
        type="primary",
        icon=":material/save:",
        key=f"save brief {current.brief}",
        on_click=_save,
        args=(workspace, form, base, files, who),
    )


def _words(form: Writing[Brief], name: str, height: int, hint: str = "") -> None:
    st.text_area(
        LABELS[name], key=form.widget(name), height=height, max_chars=4000, placeholder=hint, persist_state="session"
    )


def _fields(brief: Brief, day: date) -> dict[str, Any]:
    told = {
        name: getattr(brief, name) for name in LABELS if name not in ("used_from", "questions", "links", "pictures")
    }
    return told | {
        "campaign": brief.campaign or None,
        "used_from": day,
        "questions": "\n\n".join(f"{question}\n{answer}".strip() for question, answer in brief.questions),
        "links": "\n".join(brief.links),
        "pictures": list(brief.pictures),
    }


def _questions(words: str) -> tuple[tuple[str, str], ...]:
    """A question a block, its first line the question, the rest the answer; blank lines part the blocks."""
    blocks: list[list[str]] = [[]]
    for line in words.splitlines():
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return tuple((block[0], "\n".join(block[1:])) for block in blocks if block)


def _take_over(form: Writing[Brief], answered: Sequence[tuple[str, str]]) -> None:
    blocks = [form.typed("questions").strip(), *(f"{question}\n{answer}" for question, answer in answered)]
    st.session_state[form.widget("questions")] = "\n\n".join(block for block in blocks if block)


def _save(workspace: Workspace, form: Writing[Brief], base: Brief, files: Sequence[Any], who: str) -> None:
    def store() -> None:
        try:
            added = [workspace.teams.pictures.add(content) for content in files_cleaned(files)]
        except UnusableFile as error:
            raise StoreError(str(error)) from error
        words = {name: form.typed(name).strip() for name in _WORDS if name != "questions"}
        workspace.teams.briefs.save(
            replace(
                base,
                **words,
                campaign=(form.typed("campaign") or "").strip(),
                **{name: form.typed(name) for name in ("used_from", "starts", "ends")},
                landing_page=form.typed("landing_page").strip(),
                links=tuple(filter(None, map(str.strip, form.typed("links").splitlines()))),
                questions=_questions(form.typed("questions")),
                pictures=tuple(dict.fromkeys([*form.typed("pictures"), *added])),
                by=who,
            )
        )

    form.save(store, f"Saved as version {base.version + 1}.")
