"""Correct in the browser, publish with a button: a local web application over a collection."""
