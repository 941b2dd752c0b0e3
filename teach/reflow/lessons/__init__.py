"""Print layouts of many kinds, made from texts whose paragraphs are known."""
