"""One file per outside format, read or written."""
