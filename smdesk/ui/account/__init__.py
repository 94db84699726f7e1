"""Konton: the register and one account's page."""
