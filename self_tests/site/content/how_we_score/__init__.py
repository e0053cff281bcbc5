"""The pages that say how results are made, worked out from what makes them."""
