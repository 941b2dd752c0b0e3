"""What each line end and each line is: evidence, judgement, reasons."""
