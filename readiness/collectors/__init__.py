"""Sources of evidence, one file each, which know nothing of each other."""
