"""The calendar by keys, mouse and ear."""
