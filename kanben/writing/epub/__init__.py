"""The EPUB edition: text as XHTML, navigation, metadata, package."""
