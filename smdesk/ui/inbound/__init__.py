"""What comes in: the window it is registered in, and its page."""
