"""The sentence above each figure: what stands out, worked out from the figures and never canned."""
