"""Inställningar: the register's and this machine's."""
