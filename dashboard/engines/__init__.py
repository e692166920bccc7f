"""Counting on another engine than our own, for a history that outgrows one machine: docs/scaling.md."""
