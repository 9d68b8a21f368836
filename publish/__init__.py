"""What others see: dumps, dataset description and exports."""
