"""Hold the document model: what stages take, give, and leave on disk."""
