"""How fast books are made, beside other programs and as they grow."""
