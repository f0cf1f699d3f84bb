"""Launch readiness reviews: who may launch what, on which evidence, and who answered for it."""
