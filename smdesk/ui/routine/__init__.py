"""Rutiner: rounds, the month, other duties, pauses."""
