"""An installation whose downloads cost nothing: no line, no permit, and no address that a page could ask for one."""
import unittest

from control import Control
from people import LINE, Credited


class Off(Credited):
    own = staticmethod(lambda: Control("--no-credits"))

    def test_downloads_cost_nothing_and_the_server_hears_of_none(self):
        answer = self.context.request.get(f"{self.control.origin}/studio")
        self.assertNotIn("permits", answer.headers["content-security-policy"])
        page = self.visit()
        self.draft(page)
        self.assertNotIn(LINE, self.download(page))
        self.assertEqual(page.locator("#credits").is_hidden(), True)
        self.assertEqual([address for _, address, _ in self.requests if "permits" in address or "account" in address], [])
        for path in ["permits", "account/credits"]:
            self.assertEqual(self.operator.request.get(f"{self.control.origin}/{path}").status, 404)
        self.assertNotIn("Credits", self.operator.request.get(f"{self.control.origin}/account").text())


if __name__ == "__main__":
    unittest.main()
