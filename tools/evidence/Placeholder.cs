// Replaced by the first landing.
