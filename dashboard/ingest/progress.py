"""How far reading and checking have come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Hears the step ("reading" or "checking"), how many rows of it are done, and of how many."""
