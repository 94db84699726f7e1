"""Idag: what is late, due and next."""
