"""Inkommet: what comes in, how it is handled, and by when."""
