"""How far an import has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Hears the step ("reading", "checking" or "storing"), how many rows of it are done, and of how many."""
