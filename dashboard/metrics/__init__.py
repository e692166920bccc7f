"""Every figure, as a pure function of a slice of the leads."""
