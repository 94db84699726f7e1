"""Lists read in from outside, previewed before any row is taken."""
