"""Tell programs what there is: OPDS for reading systems, a sitemap and JSON-LD for search engines."""
