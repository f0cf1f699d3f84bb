"""What each kind of person does on the pages, in their words."""
