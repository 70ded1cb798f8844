"""For everyone: names, sizes and contrasts of what is on the screen (WCAG 2.2: 1.3.1, 1.4.3, 1.4.11, 2.5.8, 4.1.2)."""
import unittest

from playwright.sync_api import expect

from studio import DESKTOP, PHONE, StudioTest

FAULTS = """() => {
    const faults = []
    const paper = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const rgba = (color) => {
        paper.clearRect(0, 0, 1, 1)
        paper.fillStyle = color
        paper.fillRect(0, 0, 1, 1)
        return [...paper.getImageData(0, 0, 1, 1).data]
    }
    const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0)
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b)
        return (high + 0.05) / (low + 0.05)
    }
    const ground = (element) => {
        for (let place = element; place; place = place.parentElement) {
            const color = rgba(getComputedStyle(place).backgroundColor)
            if (color[3] === 255) return color
        }
        return rgba(getComputedStyle(document.documentElement).backgroundColor)
    }
    const root = document.querySelector('dialog[open]') ?? document.body
    const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    for (const element of root.querySelectorAll('input, select, textarea, button, a[href], summary')) {
        if (!seen(element)) continue
        const name = element.getAttribute('aria-label') || [...element.labels ?? []].map((label) => label.textContent).join(' ') || element.textContent.trim()
        if (!name) faults.push(`no name: ${element.outerHTML.slice(0, 100)}`)
        const { width, height } = element.getBoundingClientRect()
        if ((width < 23.5 || height < 23.5) && !element.matches('.skip, .unseen, .cover')) faults.push(`${width.toFixed(0)} × ${height.toFixed(0)}: ${element.outerHTML.slice(0, 100)}`)
    }
    for (const element of root.querySelectorAll('*')) {
        const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('')
        if (!text || !seen(element) || element.closest('.unseen, .skip, svg, option, :disabled')) continue
        const { color, fontSize, fontWeight } = getComputedStyle(element)
        const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700)
        const ratio = contrast(rgba(color), ground(element))
        if (ratio < (isLarge ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${text.slice(0, 40)}`)
    }
    for (const field of root.querySelectorAll('input:not([type=hidden], [type=color]), select, textarea')) {
        if (!seen(field) || field.disabled) continue
        const ratio = contrast(rgba(getComputedStyle(field).borderTopColor), ground(field.parentElement))
        if (field.type !== 'checkbox' && ratio < 3) faults.push(`border ${ratio.toFixed(2)}: ${field.outerHTML.slice(0, 80)}`)
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
    for (const id of ids.filter((one, place) => ids.indexOf(one) !== place)) faults.push(`twice: #${id}`)
    return [...new Set(faults)]
}"""


class Access(StudioTest):
    maxDiff = None

    def test_every_screen_by_day_and_night_on_desktop_and_phone(self):
        for viewport in (DESKTOP, PHONE):
            with self.subTest(width=viewport["width"]):
                self.screens(self.visit(self.profile(viewport=viewport)))

    def screens(self, page):
        page.emulate_media(reduced_motion="reduce")
        self.faultless(page, "an empty document")
        for path in ("number", "lines[0].name"):
            self.field(page, path).fill("x")
            self.field(page, path).fill("")
            self.field(page, path).blur()
        for fold in page.locator("details.more:visible > summary").all():
            fold.click()
        self.faultless(page, "every field and its findings")
        page.locator("#check").click()
        self.faultless(page, "what is missing")
        page.keyboard.press("Escape")
        page.locator(".menu.end > summary").click()
        self.faultless(page, "the menu")
        for name in ("Share by link…", "Repeat…", "E-invoice as a file…", "Numbers and days to pay…", "Back up everything…", "Keyboard…", "Clear everything…"):
            if not page.get_by_role("button", name=name).is_visible():
                page.locator(".menu.end > summary").click()
            page.get_by_role("button", name=name).click()
            expect(page.get_by_role("dialog")).to_be_visible()
            self.faultless(page, name)
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
        self.draft(page)
        self.documents(page)
        self.faultless(page, "the documents")
        page.get_by_label("Search documents").fill("nothing like that")
        self.faultless(page, "nothing found")

    def faultless(self, page, screen):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            self.assertEqual(page.evaluate(FAULTS)[:8], [], f"{screen}, {scheme}")


if __name__ == "__main__":
    unittest.main()
