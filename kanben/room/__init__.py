"""The reading room 阅览室: what readers, libraries and programs see of a collection."""
