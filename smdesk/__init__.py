"""smdesk: the desk of the one who coordinates a city district administration's social media."""

__version__ = "0.1.0"
