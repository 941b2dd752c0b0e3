"""The forests of the reflow: samples, folds, training."""
