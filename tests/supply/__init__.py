"""What Leadloop is built of: the locked packages, and under which licences they come."""
