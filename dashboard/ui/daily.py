"""What a running server does by itself once a day: it removes leads older than a practice keeps them."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Final

from dashboard.access import AccessError
from dashboard.store.imports import StoreError
from dashboard.store.retention import BY_ITSELF, remove_when_due
from dashboard.store.workspace import Workspace
from dashboard.ui.access_file import rules

_FIRST_S: Final = 60
"""So long after the start, in which people wait for their first page."""
_EVERY_S: Final = 3600
"""So often it is looked whether a practice's day has begun; what could not be done is tried again."""
_LOG: Final = logging.getLogger(__name__)


def keep_limits_daily() -> None:
    """From now on, for as long as this process runs, remove what is too old, each practice once a day."""
    Thread(target=_daily, name="daily", daemon=True).start()


def keep_limits(now: datetime) -> None:
    """Remove the leads that are too old at this moment, in every practice whose day was not done yet."""
    try:
        sites = rules().sites
    except AccessError as error:
        _LOG.error("No old lead was removed: %s", str(error))
        return
    for site in sites:
        here = Workspace(Path(site.folder), lambda: BY_ITSELF)
        try:
            remove_when_due(here, now.astimezone(here.settings().zone).date())
        except StoreError as error:
            _LOG.warning("No old lead was removed in %s: %s", site.name or "the practice", str(error))


def _daily() -> None:
    time.sleep(_FIRST_S)
    while True:
        try:
            keep_limits(datetime.now(UTC))
        except Exception:
            # whatever it was, the next hour may be better; the log says its kind and place
            _LOG.exception("No old lead was removed")
        time.sleep(_EVERY_S)
