"""Search in all publications, without a server: an index and the texts, in small files."""
