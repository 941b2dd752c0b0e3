"""What recognition engines and libraries write: hOCR, ALTO, PAGE, TSV, JSON."""
