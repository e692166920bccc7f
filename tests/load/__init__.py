"""Many viewers at once on one server."""
