"""The counts from which the script conversion chooses."""
