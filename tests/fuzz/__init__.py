"""Bytes nobody foresaw, given to the importer for minutes: `make fuzz`."""
