"""Start och avslut: an account's way through its closure."""
