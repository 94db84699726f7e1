"""The calendar: the plan as week, month and list, and what is done to its posts there."""
