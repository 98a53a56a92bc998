"""What is handed over: map, workbook, GIS files, summary."""
