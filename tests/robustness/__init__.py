"""Every fixture read and compared with what stands beside it."""
