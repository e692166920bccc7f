"""Waiting for what is asynchronous from a test that is not."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def awaited(work: Coroutine[Any, Any, None]) -> None:
    """Run it to its end in a thread of its own: the browser that tests share keeps a loop running in theirs."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, work).result()
