"""Lines that stand for themselves, whatever is around them: ornaments, rows, speeches."""
