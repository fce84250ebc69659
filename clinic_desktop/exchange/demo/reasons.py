"""What the demo's patients come for, why some do not, and what the doctor wrote."""

REASONS = {
    "Consultation": ("Back pain", "Cough", "Headache", "Sore throat", "Prescription", "Sick note", "Stomach ache",
                     "Results", "Dizziness", "Sleep", "Fever since Sunday", "Travel advice", "Referral"),
    "Follow-up": ("Control", "After discharge", "Blood results", "New tablets", "Wound check"),
    "New patient": ("First visit", "Moved here", "Referred by the family doctor", "Palpitations", "Second opinion"),
    "Check-up 40+": ("Check-up",),
    "Vaccination": ("Influenza", "Tetanus", "Measles", "Hepatitis B", "Tick-borne encephalitis", "Covid-19"),
    "Well-child visit": ("U5", "U6", "U7", "U8", "U9", "J1", "Growth"),
    "Blood pressure": ("Blood pressure", "24-hour measurement"),
    "ECG review": ("Resting ECG", "Result of the long-term ECG", "Exercise ECG"),
    "Minor surgery": ("Mole", "Ingrown toenail", "Stitches out", "Cyst"),
    "Skin check": ("Screening", "Mole has changed", "Eczema", "Rash", "Acne"),
}  # fmt: skip
CANCELLED_BY_PATIENT = ("Cancelled by phone", "Feels better", "Cannot get off work", "Away on that day", "Unwell")
CANCELLED_BY_CLINIC = ("Doctor unwell",)
OVERBOOKED = ("Acute pain, Dr agreed", "Urgent referral", "Child with high fever", "Squeezed in before the holiday")
VISIT_NOTES = (
    "No new complaints. Continue as before.",
    "Improved. Control in four weeks.",
    "Blood taken; results by phone.",
    "BP 128/82, regular rhythm.",
    "Rest, fluids; back if not better in three days.",
    "Referred to the specialist, letter given.",
    "Dose reduced by half; control in two weeks.",
)
