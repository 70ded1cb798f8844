"""Pictures of the main pages into docs/pictures, of a house that is started for them: `make screenshots`."""
import shutil
import sys

from playwright.sync_api import sync_playwright

from house import ROOT, House

FOLDER = ROOT / "docs" / "pictures"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
LOOKS = [
    ("", DESKTOP, "light", None), ("-dark", DESKTOP, "dark", ["overdue", "workbench"]),
    ("-phone", PHONE, "light", ["overdue", "audit"]),
]


def pictures(house):
    """Name, address, and what to wait for."""
    console = house.console + "/w/home"
    return [
        ("overdue", house.app, "tbody tr"),
        ("figures", house.app + "/figures", ".plot"),
        ("secrets", house.apps + "/_freehold/secrets?app=collections", ".slot"),
        ("apps", console, "main"),
        ("app", console + "/apps/collections", "main"),
        ("workbench", console + "/apps/collections/spec", ".CodeMirror"),
        ("members", console + "/members", "main"),
        ("audit", console + "/audit", "tbody tr"),
        ("settings", console + "/settings", "main"),
        ("trust", house.console + "/trust", "tbody tr"),
        ("security", house.console + "/security", "main"),
    ]


def take(browser, house):
    cookies = house.sign_in(browser)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, viewport, scheme, only in LOOKS:
        context = browser.new_context(
            viewport=viewport, color_scheme=scheme, storage_state=cookies, locale="en-GB", reduced_motion="reduce")
        for title, address, wanted in pictures(house):
            if only and title not in only:
                continue
            page = context.new_page()
            page.goto(address)
            page.locator(wanted).first.wait_for()
            if title == "workbench":
                page.frame_locator("iframe").locator("tbody tr").first.wait_for(timeout=60_000)
            page.screenshot(path=FOLDER / f"{title}{name}.png")
            page.close()
            print(FOLDER.relative_to(ROOT) / f"{title}{name}.png")
        context.close()


def main():
    house = House()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
            take(browser, house)
            browser.close()
    finally:
        house.stop()


if __name__ == "__main__":
    sys.exit(main())
