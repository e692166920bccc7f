"""How fast the figures are, as ratios measured in one run: `make bench`."""
