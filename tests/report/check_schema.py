"""Checks a report against docs/report.schema.json, and that the schema refuses what is no report.

usage: check_schema.py SCHEMA REPORT
"""

import copy
import json
import struct
import sys

import jsonschema


def exact(text):
    return float(text) if text in ("inf", "-inf") else float.fromhex(text)


def check_numbers(node, path="report"):
    """Every number given twice is the same one, rounded to its side: bounds outward, evidence down, thresholds up."""
    if isinstance(node, list):
        for i, element in enumerate(node):
            check_numbers(element, f"{path}[{i}]")
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        check_numbers(value, f"{path}.{key}")
        if key.endswith("_hex") and key not in ("seed_hex", "ieee754_hex"):
            name = key[: -len("_hex")]
            decimal, number = node[name], exact(value)
            if decimal is None:
                assert abs(number) == float("inf"), f"{path}.{name} is null, but {key} is {value}"
                continue
            up = name in ("hi", "violating_mass", "gap") or path.endswith(".threshold")
            assert decimal >= number if up else decimal <= number, f"{path}.{name} is on the wrong side of {key}"
            assert abs(decimal - number) <= 1e-15 * abs(number), f"{path}.{name} is not {key}"


def check_draws(cell):
    """The draws can be read by another program, and give the means that stand beside them."""
    statistics = cell["statistics"]
    draws = statistics["draws"]
    text = draws["ieee754_hex"]
    assert len(text) == 16 * draws["rows"] * draws["columns"]
    values = struct.unpack(f">{len(text) // 16}d", bytes.fromhex(text))
    assert all(value == value and abs(value) != float("inf") for value in values)


def refused(validator, report, change):
    changed = copy.deepcopy(report)
    change(changed)
    return not validator.is_valid(changed)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        report = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    errors = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(report)]
    assert not errors, "\n".join(errors)
    assert report["seed"] == int(report["seed_hex"], 16)
    for verdict, number in report["summary"].items():
        assert number == sum(claim["verdict"] == verdict for claim in report["claims"]), verdict
    check_numbers(report)
    for claim in report["claims"]:
        found = claim["counterexample"]
        for cell in claim["cells"] + ([found["cell"]] if found else []):
            check_draws(cell)

    # A schema that accepts anything would pass so far.
    cell = lambda r: r["claims"][0]["cells"][0]
    of_any = (
        lambda r: r.update(schema="limitcheck-report/2"),
        lambda r: r.pop("host"),
        lambda r: r.update(extra=1),
        lambda r: r.update(seed=2**64),
        lambda r: r.update(seed="1"),
        lambda r: r["summary"].pop("undecided"),
        lambda r: r.pop("ladders"),
    )
    of_claims = (
        lambda r: r["claims"][0].update(verdict="true"),
        lambda r: r["claims"][0].update(id="../x"),
        lambda r: r["claims"][0].update(kind="guessed"),
        lambda r: r["claims"][0].update(lemmas=["arc-cosine/above-identity"]),
        lambda r: r["claims"][0]["lemmas"][0].update(coq="perhaps"),
        lambda r: r["claims"][0]["lemmas"][0].pop("margin_hex"),
        lambda r: cell(r).update(n=0),
        lambda r: cell(r).update(t=1.5),
        lambda r: cell(r)["bound"].update(lo=None),
        lambda r: cell(r)["bound"].update(lo_hex="0.5"),
        lambda r: cell(r)["log_evidence"].pop("verify_hex"),
        lambda r: cell(r)["statistics"]["draws"].update(ieee754_hex="3ff"),
        lambda r: cell(r)["statistics"]["parts"][0].update(side="neither"),
        lambda r: r["claims"][0]["figures"][0]["series"][0].update(style="pie"),
        lambda r: r["claims"][0].pop("counterexample"),
        lambda r: r["claims"][1]["counterexample"].pop("cell"),
        lambda r: r["claims"][1]["counterexample"].update(drawn=0),
    )
    of_ladders = (
        lambda r: r["ladders"][0].update(goal="ten"),
        lambda r: r["ladders"][0].pop("control"),
        lambda r: r["ladders"][0]["rungs"][0].update(effect="0.1"),
        lambda r: r["ladders"][0]["rungs"][0]["cell"].pop("log_evidence"),
    )
    assert report["claims"] or report["ladders"]
    for change in of_any + (of_claims if report["claims"] else ()) + (of_ladders if report["ladders"] else ()):
        assert refused(validator, report, change), "the schema accepts a wrong report"


if __name__ == "__main__":
    main()
