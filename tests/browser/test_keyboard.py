"""Nobody needs a mouse: everything here is done with Tab, Shift+Tab, space, arrows and Enter."""
