"""The document tree that pandoc reads, and pandoc itself."""
