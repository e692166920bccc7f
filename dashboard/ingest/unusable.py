"""The one error of reading: a file that cannot be used."""

from __future__ import annotations


class UnusableFile(ValueError):  # noqa: N818 (a noun of what is raised, as the pages say it)
    """A file that cannot be used; the message says in one sentence what it is and what to do."""
