"""Compose Chinese lines for WeasyPrint; knows nothing of Kanben."""
