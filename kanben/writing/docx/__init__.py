"""The DOCX edition: document tree, matter around the text, fields, reference styles."""
