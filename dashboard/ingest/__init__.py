"""Bytes of an export in, checked rows and rejected rows out."""
