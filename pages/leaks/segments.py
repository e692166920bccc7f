"""Segments: to be written."""

from dashboard.ui.figure import empty

empty("This page is being built.")
