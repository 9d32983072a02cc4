import pytest

from sayso.resolve.names import initials, org_key, person_name, same_org_form, same_person, variant


@pytest.mark.parametrize(
    ("a", "b", "same", "comment"),
    [
        ("Nenad Babić", "Nenad Babic", True, "diacritics"),
        ("JEAN-PAUL MARAT", "Jean Paul Marat", True, "capitals and hyphens"),
        ("J. J. Abrams", "JJ Abrams", True, "initials written together"),
        ("Barack H. Obama", "Barack Obama", True, "an initial more"),
        ("B. Obama", "Barack Obama", True, "an initial for the first name"),
        ("Martin Luther King Jr.", "Martin Luther King", True, "junior"),
        ("Muammar Gaddafi", "Moammar Qadhafi", True, "a transliteration"),
        ("Amir Khan Muttaqi", "Amir Khan Mottaki", True, "a transliteration"),
        (
            "Mohammed Saleh al-Munajjid",
            "Mohammad Saleh Al Minjed",
            True,
            "a transliteration with its article",
        ),
        ("@josh_wingrove", "Josh Wingrove", True, "a handle that is the name"),
        ("Ahmad Massoud", "Ahmad Shah Massoud", False, "son and father"),
        ("George H. W. Bush", "George P. Bush", False, "other initials"),
        ("Bill Clinton", "Hillary Clinton", False, "spouses"),
        ("Maria Rossi", "Mario Rossi", False, "sister and brother"),
        ("Martin Weber", "Martina Weber", False, "sister and brother"),
        ("Ismail Khan", "Ismail Khel", False, "another surname"),
        ("Dan Brown", "Don Brown", False, "short names that sound alike"),
    ],
)
def test_same_person(a: str, b: str, same: bool, comment: str) -> None:  # noqa: FBT001
    """Spelling makes no two people of one; another first or last name does."""
    assert same_person(person_name(a), person_name(b), spelling=True) is same, comment


def test_variants_need_leave() -> None:
    """A transliteration is not taken for the same name where spelling is said to count."""
    a, b = person_name("Muammar Gaddafi"), person_name("Moammar Qadhafi")
    assert not same_person(a, b, spelling=False)


def test_surname_leaves_out_the_article() -> None:
    """The surname of Abu Bakr al-Baghdadi is Baghdadi, and a middle name never is one."""
    assert person_name("Abu Bakr al-Baghdadi").last == "baghdadi"
    assert person_name("Amir Khan Muttaqi").last == "muttaqi"


def test_nickname_is_no_part_of_the_name() -> None:
    """A nickname in quotation marks is left out; an apostrophe does not begin one."""
    assert person_name("Henry “Big Bank Hank” Jackson").words == ("henry", "jackson")
    assert person_name("D'Angelo O'Neil").words == ("dangelo", "oneil")


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("the Journal", "The Wall Street Journal", True),
        ("Defence Ministry", "Iraqi Defence Ministry", True),
        ("Islamic State", "Islamic State of Iraq and Syria", True),
        ("England", "Bank of England", False),
        ("Bank", "Bank of England", False),
        ("The Wall Street Journal", "Wall Street Journal", False),
    ],
)
def test_same_org_form(short: str, long: str, fits: bool) -> None:  # noqa: FBT001
    """An organisation is called by its last words, or by its first before "of", not by what it is of."""
    assert same_org_form(org_key(short), org_key(long)) is fits


def test_company_words_do_not_count() -> None:
    """ "Amazon.com", "Amazon Inc." and "Amazon" are one name."""
    assert org_key("Amazon.com") == org_key("Amazon Inc.") == org_key("Amazon") == ("amazon",)


def test_initials_with_and_without_small_words() -> None:
    """An acronym may or may not count the small words."""
    assert initials("National Resistance Front") == {"NRF"}
    assert initials("the Islamic State of Iraq and the Levant") >= {"ISIL"}
    assert initials("Reuters") == frozenset()


def test_variant_of_short_words() -> None:
    """Words of three letters are too short to be variants of each other."""
    assert not variant("lee", "lea")
