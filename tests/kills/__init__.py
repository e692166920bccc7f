"""Imports killed at random moments: the store is as before or as after, and nothing of a person stays behind.

`python -m tests.kills [N]` runs N kills (200); the suite runs a few.
"""
