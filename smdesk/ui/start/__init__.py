"""What is shown before there is a register to open."""
