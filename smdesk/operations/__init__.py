"""What can be done: one function per verb the user knows."""
