"""The media library on the screen: its page, its windows, and the list that all of them show."""
