"""The shipped checklists, found as the package readiness.checklists."""
