"""The calendar: the week as a grid, and the windows in which its posts are written, published and found."""
