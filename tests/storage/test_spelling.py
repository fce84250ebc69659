"""How phone numbers are brought to one spelling."""

import phonenumbers
import pytest

from clinic_desktop.storage.spelling import phone_digits

TRUNKS = ("", "0", "1", "8", "06", "00")


def as_parsed(number: str, region: str) -> str:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdigit, number))
    return f"{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"


@pytest.mark.parametrize("kind", [phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
def test_an_international_number_of_any_country_is_read_as_the_library_reads_it(kind: int) -> None:
    examples = [phonenumbers.example_number_for_type(region, kind) for region in sorted(phonenumbers.SUPPORTED_REGIONS)]

    for example in filter(None, examples):
        national = phonenumbers.national_significant_number(example)
        written = [f"+{example.country_code} ({trunk}) {national[:2]}-{national[2:]}" for trunk in TRUNKS]
        written += [f"+{example.country_code}{national}", f"+{example.country_code} {national[:4]}"]
        for number in written:
            assert phone_digits(number, "DE") == as_parsed(number, "DE"), number


@pytest.mark.parametrize(
    "number", ["+999 12345", "+0 171 2345", "+", "+49", "+49 1", "+800 1234 5678", "+12345678901234567890"]
)
def test_numbers_that_no_country_has_keep_their_digits(number: str) -> None:
    assert (phone_digits(number, "DE") or "") == as_parsed(number, "DE")
