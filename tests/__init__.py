"""What Readiness promises, as sentences that run."""
