"""Made-up practices with known leaks: `python -m tests.leaks` tries the finder and simple rankings on them."""
