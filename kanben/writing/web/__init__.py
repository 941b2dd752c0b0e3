"""Write editions for the web."""
