"""Compares the roots and proofs of an exported audit trail with PyPI's pymerkle, an independent RFC 6962 library.

    pip install pymerkle && python3 Scripts/audit-against-pymerkle.py export.jsonl
"""
import hashlib
import json
import sys

from pymerkle import InmemoryTree, verify_consistency, verify_inclusion


def main(path):
    tree = InmemoryTree(algorithm="sha256")
    heads = 0
    for line in open(path, "rb"):
        entry = json.loads(line)
        if entry["kind"] == "leaf":
            # The canonical text of an event is its JSON in the order of the export, without spaces.
            data = json.dumps(entry["event"], separators=(",", ":"), ensure_ascii=False).encode()
            assert hashlib.sha256(b"\x00" + data).hexdigest() == entry["hash"], entry["leaf"]
            tree.append_entry(data)
        if entry["kind"] == "head":
            heads += 1
            assert tree.get_root(entry["size"]).hex() == entry["root"], entry["size"]
    size = tree.get_size()
    for index in range(1, size + 1):
        verify_inclusion(tree.get_leaf(index), tree.get_root(size), tree.prove_inclusion(index, size))
        verify_consistency(tree.get_root(index), tree.get_root(size), tree.prove_consistency(index, size))
    print(f"pymerkle agrees: {size} leaves, {heads} heads")


main(sys.argv[1])
