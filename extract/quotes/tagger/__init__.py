"""The learned half of attribution: reads what the rules found, and corrects it."""
