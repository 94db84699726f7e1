"""The window round the pages: sidebar, menus, commands, search, help and what catches errors."""
