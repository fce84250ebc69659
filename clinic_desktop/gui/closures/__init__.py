"""Days on which nobody works: public holidays by country and region, and the closures of the clinic itself."""
