"""Checks junit.xml against what Jenkins and GitLab expect: known elements in their order, counts that add up.

usage: check_junit.py JUNIT
"""

import sys
import xml.etree.ElementTree as ElementTree

CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["properties", "testcase", "system-out", "system-err"],
    "properties": ["property"],
    "property": [],
    "testcase": ["skipped", "error", "failure", "system-out", "system-err"],
    "skipped": [],
    "error": [],
    "failure": [],
    "system-out": [],
}
REQUIRED = {
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "property": {"name", "value"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"message"},
}


def check(element):
    allowed = CHILDREN[element.tag]
    order = [allowed.index(child.tag) for child in element]
    assert order == sorted(order), f"children of {element.tag} are out of order"
    assert set(element.attrib) == REQUIRED.get(element.tag, set()), f"attributes of {element.tag}: {element.attrib}"
    for child in element:
        check(child)


def main():
    root = ElementTree.parse(sys.argv[1]).getroot()
    assert root.tag == "testsuites"
    check(root)
    suite = root.find("testsuite")
    cases = suite.findall("testcase")
    outcomes = [[child.tag for child in case if child.tag != "system-out"] for case in cases]
    assert all(len(outcome) <= 1 for outcome in outcomes), "a testcase with several outcomes"
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
    assert int(suite.get("tests")) == len(cases)
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.get(attribute)) == sum(outcome == [tag] for outcome in outcomes), attribute


if __name__ == "__main__":
    main()
