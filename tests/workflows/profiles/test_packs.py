"""Every shipped file loads, every value is founded, and every state and payer that was studied has its file."""

import re
import tomllib
from datetime import date
from itertools import pairwise

import pytest

from workflows.profiles import SHIPPED, Tag, all_profiles, check, profile
from workflows.profiles.fields import FIELDS
from workflows.profiles.pack import GROUPS, read_pack, schedules

ON = date(2026, 12, 1)
FILES = sorted(SHIPPED.rglob("*.toml"))
STATES = {
    "california", "illinois", "kansas", "maine", "massachusetts", "minnesota", "missouri", "montana", "new_york",
    "north_dakota", "ohio", "oklahoma", "oregon", "pennsylvania", "texas_hcs", "texas_txhml", "virginia", "washington",
}  # fmt: skip
PAYERS = {
    "generic_outpatient", "medicaid_outpatient_mh", "wi_outpatient_dhs35", "wi_youth_day_treatment_dhs40",
    "wi_forwardhealth_adult_day", "medi_cal_smhs", "ny_clinic_599", "ny_clinic_587", "ny_residential_595",
    "cmhc_485_916", "medicare_php_424_24", "medicare_iop_424_24", "prtf_441_154_156", "mental_hospital_456_180",
    "residential_generic", "ccbhc_2023", "joint_commission_cts", "carf_person_centered", "pa_child_isp_3680",
    "mn_community_support_9520", "me_inpatient_mh", "county_dbhrs", "jjc", "ebp_grant",
}  # fmt: skip
FEDERAL = {"federal_hcbs", "federal_cfc_441_540", "federal_1915i_441_725", "icf_iid_483_440"}


def tables(document):
    """Every rule of a file: the field's name and its table."""
    for name in FIELDS.keys() & document.keys():
        for table in document[name] if isinstance(document[name], list) else [document[name]]:
            yield name, table


def test_every_state_payer_and_federal_section_has_its_file():
    by_group = {group: {file.stem for file in SHIPPED.glob(f"{group}/*.toml")} for group in GROUPS}
    assert by_group == {"federal": FEDERAL, "states": STATES, "payers": PAYERS}
    assert {found.id for found in all_profiles(on=ON)} == FEDERAL | STATES | PAYERS
    assert {found.group for found in all_profiles(on=ON)} == set(GROUPS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_loads_and_each_of_its_values_is_founded(file):
    pack, problems = read_pack(file)
    assert [str(problem) for problem in problems] == []
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    for name, table in tables(document):
        assert table["tag"] in set(Tag), name
        assert table["tag"] in ("I", "R") or table["source"] in document["sources"], name
    rules = [rule for rules in pack.rules.values() for rule in rules]
    assert len(rules) >= 18
    for rule in rules:
        assert rule.foundation.endswith(rule.tag.words)
        assert rule.tag in (Tag.CHOICE, Tag.RECALLED) or rule.citation, rule.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_has_no_source_that_no_value_names(file):
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    assert set(document["sources"]) == {table["source"] for _, table in tables(document) if "source" in table}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_recalled_value_says_so_and_no_note_claims_to_have_read_it(file):
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    for name, table in tables(document):
        if table["tag"] == "R":
            assert "cite" not in table, (name, "a place that was not read is not cited")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_written_for_people(file):
    text = file.read_text(encoding="utf-8")
    assert "—" not in text
    assert not re.search(r"\b(client|patient|seed)s?\b", text, re.IGNORECASE)
    assert text.startswith("# ")
    assert all(a or b for a, b in pairwise(text.splitlines()))
    assert len(file.stem) <= 60


@pytest.mark.parametrize("identity", sorted(FEDERAL | STATES | PAYERS))
def test_each_asks_the_person_to_sign_and_sets_a_review(identity):
    found = profile(identity, on=ON)
    assert any(signer.capacity == "participant" and signer.when == "always" for signer in found.required_signers.value)
    assert any(rule.value.only_for is None for rule in found.review_schedule)
    assert {rule.value.key for rule in schedules(found)} >= {rule.value.key for rule in found.review_schedule}
    assert not found.witnessed_passes("signature")


@pytest.mark.parametrize(
    ("identity", "versions"),
    [
        ("federal_hcbs", {"review": "2014-03-17+59f1e632", "triggers": "2014-03-17+b6175f8e"}),
        ("maine", {"review": "2020-01-01+2aad9aea", "triggers": "2020-01-01+cf33963f"}),
        ("generic_outpatient", {"review": "2020-01-01+01ca3b18", "triggers": "2020-01-01+a2aa737e"}),
        ("wi_outpatient_dhs35", {"review": "2020-01-01+46615b43", "triggers": "2020-01-01+28e0691e"}),
    ],
)
def test_a_rule_version_that_deadlines_were_stored_with_still_names_the_same_rule(identity, versions):
    found = profile(identity, on=ON)
    review = next(rule for rule in found.review_schedule if rule.value.key == "review")
    assert {"review": review.version, "triggers": found.change_triggers.version} == versions


def test_two_files_of_one_name_in_a_folder_are_told(tmp_path):
    for group in ("states", "payers"):
        (tmp_path / group).mkdir()
        text = (SHIPPED / "states" / "ohio.toml").read_text(encoding="utf-8")
        (tmp_path / group / "ohio.toml").write_text(text, encoding="utf-8")
    (problem,) = check(tmp_path)
    assert str(problem) == (
        "ohio.toml, line 1, id: two files have this id, payers/ohio.toml and states/ohio.toml. Rename one, with its id."
    )
