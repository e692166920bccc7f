"""Leadloop: where a practice loses patients between inquiry and procedure."""
