"""The parts every page is built of: look, rows, tables, forms. Knows no page."""
