"""Write editions: PDF, EPUB, DOCX, HTML."""
