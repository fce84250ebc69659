"""Attacks with a station's credentials alone: each is refused, and the hub is afterwards what it was before."""

from typing import LiteralString

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from .attacks import ATTACKS
from .siege import Siege

NO_RIGHT = "42501"


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_station_is_refused_that_it(attack: LiteralString, siege: Siege) -> None:
    records, build = siege.records(), siege.build()
    names = {"desk": Identifier(siege.desk.address.user), "office": Identifier(siege.office.address.user)}

    with siege.desk.connected() as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(SQL(attack).format(**names))

    assert refused.value.sqlstate == NO_RIGHT, refused.value
    assert siege.build() == build
    assert siege.records() == records
