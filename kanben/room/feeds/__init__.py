"""Tell programs what there is: OPDS for reading systems, a sitemap, linked data."""
