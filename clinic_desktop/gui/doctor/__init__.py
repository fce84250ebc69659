"""The doctor's place: the patient in the room, the note of the visit, and who is next."""
