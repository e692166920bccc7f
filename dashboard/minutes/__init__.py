"""A sync as it was seen: its agenda worked out, kept as plain values, and written down."""
