"""Convert manuscripts between simplified and traditional script."""
