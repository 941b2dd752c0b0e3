"""Documents that carry their structure: DOCX, ODT, EPUB, HTML, Markdown, read by pandoc."""
