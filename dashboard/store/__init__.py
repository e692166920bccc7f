"""Where things live: imported rows in Delta tables, records in SQL."""
