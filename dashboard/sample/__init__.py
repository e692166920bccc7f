"""A made-up elective-surgery practice, as canonical files and as the exports it would download."""
