"""A form over a record that others may change meanwhile: nobody's words are lost, whoever saves second sees both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from dashboard.charts.text import clean
from dashboard.store.imports import StoreError
from dashboard.store.ledger import ConflictError, Versioned
from dashboard.ui.escape import plain
from dashboard.ui.said import said, say

R = TypeVar("R", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Writing(Generic[R]):
    """What one viewer types into a record. `fields` gives the values its widgets begin with, by name."""

    key: str
    fields: Callable[[R], Mapping[str, Any]]

    def begin(self, current: R) -> R:
        """The version that the form is written from: the current one, until something was typed over an older one."""
        base: R | None = st.session_state.get(f"{self.key} base")
        if base is None or (base.version != current.version and self._untouched(base)):
            base = current
            st.session_state[f"{self.key} base"] = base
            for name, value in self.fields(base).items():
                st.session_state[self.widget(name)] = value
        for name, value in self.fields(base).items():
            st.session_state.setdefault(self.widget(name), value)
        return base

    def widget(self, name: str) -> str:
        """The key of a field's widget."""
        return f"{self.key} {name}"

    def typed(self, name: str) -> Any:
        """What stands in a field now."""
        return st.session_state[self.widget(name)]

    def save(self, store: Callable[[], object], done: str) -> bool:
        """Store what was typed; say what came of it. After a conflict the form goes on from theirs, with what was
        typed here kept in it."""
        try:
            store()
        except ConflictError as conflict:
            self._take_over(cast(R, conflict.theirs))
            say(self.key, "error", "Not saved yet. Someone else changed this while you were writing: both stand below.")
        except StoreError as error:
            say(self.key, "error", f"Not saved: {error}")
        else:
            self.forget()
            say(self.key, "check", done)
            return True
        return False

    def forget(self) -> None:
        """Begin anew from what is stored."""
        for name in [name for name in st.session_state if str(name).startswith(f"{self.key} ")]:
            del st.session_state[name]

    def said(self) -> None:
        """Draw what came of the last save, once."""
        said(self.key)

    def both(self, labels: Mapping[str, str]) -> None:
        """After a conflict, draw theirs beside one's own, field by field, until it is settled by the next save."""
        theirs: R | None = st.session_state.get(f"{self.key} theirs")
        if theirs is None:
            return
        with st.container(border=True, key=f"{self.key} both"):
            st.markdown(
                "**Both versions.** The form holds what you typed; the rest is theirs already. Settle these, then save."
            )
            left, right = st.columns(2, gap="large")
            left.caption("Theirs, stored")
            right.caption("Yours, not stored yet")
            for name, value in self.fields(theirs).items():
                own = self.typed(name)
                if own != value:
                    _value(left, labels.get(name, name), value)
                    _value(right, labels.get(name, name), own)
            st.button("Drop mine and take theirs", key=f"{self.key} drop", on_click=self.forget)

    def _take_over(self, theirs: R) -> None:
        """Write on from theirs: what nobody typed here becomes theirs, what was typed stays."""
        before, now = self.fields(st.session_state[f"{self.key} base"]), self.fields(theirs)
        for name, value in now.items():
            if self.typed(name) == before[name]:
                st.session_state[self.widget(name)] = value
        st.session_state[f"{self.key} base"] = st.session_state[f"{self.key} theirs"] = theirs

    def _untouched(self, base: R) -> bool:
        kept = ((st.session_state.get(self.widget(name), value), value) for name, value in self.fields(base).items())
        return all(own == value for own, value in kept)


def lines(words: str) -> str:
    """Words of several lines as Markdown that shows them as they are written."""
    return "  \n".join(plain(line) if line.strip() else "" for line in words.splitlines())


def _value(place: Any, label: str, value: Any) -> None:
    said = "\n".join(map(clean, value)) if isinstance(value, Sequence) and not isinstance(value, str) else value
    place.markdown(f"**{plain(label)}**  \n{lines(str(said)) if said not in (None, '') else '–'}")
