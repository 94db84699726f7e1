"""The form of a post, and what hangs on it: pictures, checks, series, former texts, publishing."""
