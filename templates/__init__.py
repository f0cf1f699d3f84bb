"""Pages, mails and reports, found as the package readiness.templates."""
