"""The gallery: every macro and component with invented values, to look at while changing the look."""
