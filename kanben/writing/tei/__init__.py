"""Write a manuscript as TEI P5, with its apparatus, for scholars and their programs."""
