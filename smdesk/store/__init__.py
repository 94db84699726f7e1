"""Everything remembered: the only room with SQL and with the keyring."""
