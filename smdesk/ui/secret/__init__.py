"""Passwords and codes of an account, in the system keyring."""
