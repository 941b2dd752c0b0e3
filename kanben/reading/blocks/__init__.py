"""Blocks made of judged lines: assembly, headings, items, moves."""
