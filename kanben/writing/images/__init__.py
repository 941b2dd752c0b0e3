"""Pictures and covers."""
