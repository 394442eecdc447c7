"""Medical codes: what a handout is about, in the systems by which a patient's record names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from prepress.manuscript.metadata_values import words_or_list
from prepress.manuscript.typed_keys import Key, read_keys
from prepress.text.yaml_source import mapping_of

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value


@dataclass(frozen=True)
class CodeSystem:
    """A system of codes: its `title`, the object identifier that HL7 has for it, the form of its
    codes, and whether they end with a digit that proves the others.
    """

    title: str
    oid: str
    form: re.Pattern[str]
    is_proven: Callable[[str], bool]


@dataclass(frozen=True)
class MedicalCode:
    """A code in the system of this key of `CODE_SYSTEMS`."""

    system: str
    code: str


def _any(code: str) -> bool:
    return bool(code)


def _by_luhn(code: str) -> bool:
    """LOINC Users' Guide, Appendix C: the check digit, behind the hyphen, is that of Luhn."""
    from stdnum.luhn import is_valid

    return bool(is_valid(code.replace("-", "")))


def _by_verhoeff(code: str) -> bool:
    """SNOMED CT Release File Specification, 6.3: the last digit is that of Verhoeff."""
    from stdnum.verhoeff import is_valid

    return bool(is_valid(code))


#: The systems by their keys. The identifiers are those of HL7's registry, which portals ask
#: MedlinePlus Connect and other Infobuttons by.
CODE_SYSTEMS: Mapping[str, CodeSystem] = MappingProxyType(
    {
        "icd-10": CodeSystem(
            "ICD-10", "2.16.840.1.113883.6.3", re.compile(r"[A-Z]\d\d(\.\d{1,2})?"), _any
        ),
        "icd-10-cm": CodeSystem(
            "ICD-10-CM",
            "2.16.840.1.113883.6.90",
            re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?"),
            _any,
        ),
        "snomed-ct": CodeSystem(
            "SNOMED CT", "2.16.840.1.113883.6.96", re.compile(r"[1-9]\d{5,17}"), _by_verhoeff
        ),
        "rxnorm": CodeSystem("RxNorm", "2.16.840.1.113883.6.88", re.compile(r"[1-9]\d{0,7}"), _any),
        "loinc": CodeSystem(
            "LOINC", "2.16.840.1.113883.6.1", re.compile(r"[1-9]\d{0,6}-\d"), _by_luhn
        ),
    }
)


def _codes_of(system: str) -> Callable[[Value], tuple[MedicalCode, ...]]:
    def read(value: Value) -> tuple[MedicalCode, ...]:
        codes = words_or_list(value)
        for code in codes:
            _refuse_wrong(value, CODE_SYSTEMS[system], code)
        return tuple(MedicalCode(system, code) for code in codes)

    return read


def _refuse_wrong(value: Value, system: CodeSystem, code: str) -> None:
    if not system.form.fullmatch(code):
        raise value.wrong(f"has “{code}”, which has not the form of a code of {system.title}")
    if not system.is_proven(code):
        raise value.wrong(f"has “{code}”, whose last digit does not prove the others")


#: The keys of `codes`.
CODES_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "icd-10": Key(_codes_of("icd-10"), "icd-10: F32.1", "diagnoses by the WHO's ICD-10"),
        "icd-10-cm": Key(
            _codes_of("icd-10-cm"), "icd-10-cm: [F32.1, F33.2]", "diagnoses by the ICD-10-CM"
        ),
        "snomed-ct": Key(
            _codes_of("snomed-ct"), "snomed-ct: 35489007", "findings and procedures by SNOMED CT"
        ),
        "rxnorm": Key(_codes_of("rxnorm"), "rxnorm: 6130", "medicines by RxNorm"),
        "loinc": Key(_codes_of("loinc"), "loinc: 44249-1", "tests and documents by LOINC"),
    }
)


def medical_codes(value: Value) -> tuple[MedicalCode, ...]:
    """The codes in the order of the systems. Raises SourceError for an unknown system, and for a
    code that cannot be one of its system.
    """
    read = read_keys(mapping_of(value), CODES_KEYS, value.place, required=())
    found = (read.get(name.replace("-", "_"), ()) for name in CODES_KEYS)
    return tuple(code for codes in found for code in codes)
