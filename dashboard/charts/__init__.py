"""Every chart, as a pure function of a table; one house style."""
