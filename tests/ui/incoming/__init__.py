"""Tests of the page Inkommet."""
