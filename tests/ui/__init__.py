"""What the pages share, tested without a browser."""
