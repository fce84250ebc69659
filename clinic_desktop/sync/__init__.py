"""Several stations and one hub: what each tells the other, and who may speak there at all."""
