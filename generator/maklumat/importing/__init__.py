"""From what agencies have, a form in a Word document or in a table, to the draft of an SOP."""
