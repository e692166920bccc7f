"""How far an import has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Hears the step ("reading", "checking" or "storing"), how much of it is done, and of how many."""
