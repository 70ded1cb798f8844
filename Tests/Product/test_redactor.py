"""Freehold's redactor as a webhook: another program posts a text and gets the places, when it can sign."""

import hashlib
import hmac
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request


class Redactor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        secrets = pathlib.Path(cls.folder.name, "secret")
        secrets.write_text("the-new-secret-of-both\nthe-old-secret-of-both\n")
        program = pathlib.Path(os.environ["FREEHOLD_PROGRAMS"]).resolve() / "freehold-runtime"
        cls.log = tempfile.TemporaryFile("w+")
        cls.addClassCleanup(cls.log.close)
        cls.process = subprocess.Popen(
            [program, "redact", "serve", "--port", "0", "--secret-file", secrets], stdout=subprocess.PIPE,
            stderr=cls.log, text=True)
        cls.addClassCleanup(cls.process.stdout.close)
        cls.addClassCleanup(cls.process.wait, 30)
        cls.addClassCleanup(cls.process.terminate)
        address = json.loads(cls.process.stdout.readline())["address"]
        cls.port = int(address.rsplit(":", 1)[1])

    def ask(self, body, secret="the-new-secret-of-both", at=None, signed=None):
        """The status and the answer."""
        body = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        at = int(at or time.time())
        code = hmac.new(secret.encode(), f"{at}.".encode() + (signed or body), hashlib.sha256).hexdigest()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/redact", body,
            {"Content-Type": "application/json", "X-Freehold-Signature": f"t={at},v1={code}"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            error.read()
            return error.code, None

    def test_places_are_code_points_of_the_text_whose_hash_comes_along(self):
        text = "👩‍👩‍👧 Zoë: zoe@example.com, IBAN DE89 3704 0044 0532 0130 00."
        status, answer = self.ask({"id": "7", "text": text, "language": "en"})
        self.assertEqual(status, 200)
        self.assertEqual(answer["id"], "7")
        self.assertEqual(answer["text_sha256"], hashlib.sha256(text.encode()).hexdigest())
        found = {span["type"]: text[span["start"]:span["end"]] for span in answer["spans"]}
        self.assertEqual(found["EMAIL_ADDRESS"], "zoe@example.com")
        self.assertEqual(found["IBAN_CODE"], "DE89 3704 0044 0532 0130 00")
        self.assertTrue(all(0 < span["score"] <= 1 for span in answer["spans"]))

    def test_either_secret_of_a_rotation_is_good(self):
        self.assertEqual(self.ask({"id": "1", "text": ""}, "the-old-secret-of-both")[0], 200)

    def test_who_cannot_sign_gets_nothing(self):
        asked = {"id": "1", "text": "zoe@example.com"}
        self.assertEqual(self.ask(asked, "another-secret-altogether")[0], 403)
        self.assertEqual(self.ask(asked, at=time.time() - 400)[0], 403)
        self.assertEqual(self.ask(asked, signed=b"{}")[0], 403)

    def test_rubbish_is_refused_and_the_log_has_no_text(self):
        for body in (b"", b"{", b"[]", b'{"id":1,"text":"x"}', b'{"id":"1"}', b'{"id":"1","text":"x","more":1}'):
            self.assertEqual(self.ask(body)[0], 400, body)
        self.ask({"id": "hidden-id", "text": "hidden-text zoe@example.com"})
        self.log.seek(0)
        said = self.log.read()
        self.assertIn('"route"', said)
        self.assertNotIn("hidden", said)


if __name__ == "__main__":
    unittest.main(verbosity=2)
