"""What is true whatever the screen or the disk: pure rules and values."""
