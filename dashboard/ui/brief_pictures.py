"""The pictures of a brief: shown, kept or left out, and new ones added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import streamlit as st

from dashboard.ingest.pictures import LARGEST, cleaned
from dashboard.store.workspace import Workspace

_WIDTH_PX: Final = 240


def pictures(workspace: Workspace, digests: Sequence[str]) -> None:
    """Draw the pictures side by side."""
    found = [content for digest in digests if (content := workspace.teams.pictures.content(digest))]
    if found:
        with st.container(horizontal=True):
            for content in found:
                st.image(content, width=_WIDTH_PX)


def kept_pictures(workspace: Workspace, key: str, digests: Sequence[str]) -> None:
    """Draw the choice of the pictures that stay; none where there are none."""
    if not digests:
        return
    numbers = {digest: f"Picture {place}" for place, digest in enumerate(digests, 1)}
    pictures(workspace, digests)
    st.multiselect(
        "Pictures kept",
        list(digests),
        format_func=lambda one: numbers.get(one, "Picture"),
        key=key,
        persist_state="session",
    )


def new_pictures(key: str) -> list[Any]:
    """Draw the upload of pictures; what was chosen so far."""
    return st.file_uploader(
        "Pictures of the ads (png, jpg, webp)",
        ["png", "jpg", "jpeg", "webp"],
        accept_multiple_files=True,
        max_upload_size=LARGEST // 1024**2,
        key=key,
        help="Where, when and with what a picture was taken is removed before it is stored.",
    )


def files_cleaned(files: Sequence[Any]) -> Iterator[bytes]:
    """The pictures without what cameras write into them. Raises UnusableFile for what is no picture."""
    for file in files:
        yield cleaned(file.getvalue())
