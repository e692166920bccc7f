"""Leadloop as a team runs it: a real PostgreSQL, an object store, several app processes."""
