"""The EPUB edition: cover, text as XHTML, navigation, metadata, package."""
