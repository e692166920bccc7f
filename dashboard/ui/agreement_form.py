"""Where a new version of a definition is put together, tried on the data, and proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.agreed import TITLES, Definition, RuleError
from dashboard.findings.agreements import agreement_words
from dashboard.practice import Practice, PracticeError
from dashboard.store.agreements import Agreement
from dashboard.store.imports import StoreError
from dashboard.store.wording import NOBODYS, without_identifiers
from dashboard.store.workspace import Workspace
from dashboard.ui.agreement_preview import agreement_preview
from dashboard.ui.agreement_values import draw, labels, typed, values
from dashboard.ui.offer import offered
from dashboard.ui.person import Person, local_day
from dashboard.ui.rule_fields import unfinished
from dashboard.ui.view import View
from dashboard.ui.writing import Writing, lines


@offered(instead="A contributor writes here; you may look.")
def agreement_form(workspace: Workspace, definition: Definition, view: View, by: Person) -> None:
    """Draw the form over the newest version, what it would change, and the button that proposes it."""
    ruling, segments = view.table.practice, view.table.segments
    form: Writing[Agreement] = Writing(
        f"agreement {definition}",
        lambda one: values(definition, ruling.under({definition: one.rule})) | {"remark": ""},
    )
    form.said()
    base = form.begin(_written_from(workspace, definition, ruling))
    form.both(labels(definition) | {"remark": "In your own words"})
    draw(form, definition, view.table)
    st.text_input(
        "In your own words, if it needs more (why, an example)",
        key=form.widget("remark"),
        max_chars=300,
        persist_state="session",
    )
    try:
        rule = typed(form, definition, ruling, segments)
        proposed = ruling.under({definition: rule})
    except (RuleError, PracticeError) as error:
        unfinished(error)
        return
    st.markdown(f"**{TITLES[definition]}, as it would read:**  \n{lines(agreement_words(definition, proposed))}")
    if proposed == ruling:
        st.caption("This is what is in force. Change it to see what that would do, and to propose it.")
    else:
        agreement_preview(view, definition, proposed, f"preview {definition}")
    st.button(
        f"Propose as version {base.version + 1}",
        type="primary",
        icon=":material/gavel:",
        key=f"propose {definition}",
        disabled=not by.who or bool(base.id and proposed == ruling.under({definition: base.rule})),
        help=None if by.who else "Say above who you are.",
        on_click=_propose,
        args=(workspace, form, base, ruling, segments, by),
    )


def _written_from(workspace: Workspace, definition: Definition, ruling: Practice) -> Agreement:
    """The newest version while it is on the table, else what is in force; it carries the newest version's number."""
    known = workspace.teams.agreements.versions(definition)
    newest = known[-1] if known else None
    if newest and not newest.withdrawn_at:
        return newest
    return Agreement(
        definition,
        ruling.said_of(definition),
        agreement_words(definition, ruling),
        "",
        version=newest.version if newest else 0,
    )


def _propose(
    workspace: Workspace,
    form: Writing[Agreement],
    base: Agreement,
    ruling: Practice,
    segments: Mapping[str, str],
    by: Person,
) -> None:
    definition = base.definition

    def store() -> None:
        # read here and not when the page was drawn: the click may bring the last words typed with it
        try:
            rule: dict[str, Any] = typed(form, definition, ruling, segments)
            proposed = ruling.under({definition: rule})
        except (RuleError, PracticeError) as error:
            raise StoreError(str(error)) from error
        remark = " ".join(form.typed("remark").split())
        words = f"{agreement_words(definition, proposed)} {remark}".strip()
        without_identifiers([remark], local_day(ruling), NOBODYS)
        workspace.teams.agreements.propose(replace(base, rule=rule, words=words, by=by.who))

    form.save(store, f"Proposed as version {base.version + 1}. It takes force once marketing and sales have agreed.")
