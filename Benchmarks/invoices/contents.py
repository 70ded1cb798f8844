"""The invoice that every program renders: one set of contents, new in each round, in the form that each wants."""
import base64
import io
import random
from decimal import ROUND_HALF_UP, Decimal

DEJAVU = "/usr/share/fonts/truetype/dejavu"
REGULAR, BOLD = f"{DEJAVU}/DejaVuSans.ttf", f"{DEJAVU}/DejaVuSans-Bold.ttf"
GOODS = ("Website, first draft", "Consulting on site", "Server, monthly rent", "Translation, per page", "Oak board, planed",
         "Coffee, whole beans", "Workshop, half a day", "Brochure, 16 pages", "Photographs, edited", "Fire door, fitted")
DETAILS = ("As agreed in our meeting of the 3rd", "Including travel and materials", "Delivered to the second floor",
           "With two rounds of corrections", "Batch {0}, best before 2027", "Reference {0} of your order")
HEADS = ("Pos.", "Description", "Quantity", "Price", "VAT", "Amount")


def cents(number):
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Contents:
    """A German consultant's invoice of `count` lines; `seed` decides all that is in it."""

    def __init__(self, count, seed):
        dice = random.Random(seed)
        self.number = f"2026-{dice.randrange(100_000):05}"
        self.seller = ["Weber & Söhne Beratung GmbH", f"Lindenstraße {dice.randrange(1, 200)}", "10969 Berlin"]
        self.buyer = [f"Möller Großhandel KG {dice.randrange(1000)}", f"Kaiserallee {dice.randrange(1, 200)}", "76133 Karlsruhe"]
        self.lines = [self.line(dice) for _ in range(count)]
        rates = sorted({line["rate"] for line in self.lines})
        self.net = sum(line["amount"] for line in self.lines)
        self.taxes = [(rate, cents(sum(line["amount"] for line in self.lines if line["rate"] == rate) * rate / 100)) for rate in rates]
        self.total = self.net + sum(tax for _, tax in self.taxes)

    @staticmethod
    def line(dice):
        quantity, price = Decimal(dice.randrange(1, 60)), Decimal(dice.randrange(100, 90_000)) / 100
        return {"name": f"{dice.choice(GOODS)} {dice.randrange(10_000)}", "detail": dice.choice(DETAILS).format(dice.randrange(100_000)),
                "quantity": quantity, "price": price, "rate": dice.choice((7, 19)), "amount": cents(quantity * price)}

    def rows(self):
        """What stands in the cells of the table."""
        for place, line in enumerate(self.lines, 1):
            yield (str(place), line["name"], line["detail"], f"{line['quantity']} h", f"{line['price']:,.2f}", f"{line['rate']}%",
                   f"{line['amount']:,.2f}")

    def sums(self):
        yield "Net", f"{self.net:,.2f}"
        for rate, tax in self.taxes:
            yield f"VAT {rate}%", f"{tax:,.2f}"
        yield "Total", f"EUR {self.total:,.2f}"

    def invoice(self, picture):
        """As Freehold reads it; it satisfies EN 16931."""
        def party(lines, more):
            postcode, _, city = lines[2].partition(" ")
            return {"name": lines[0], "address": {"street": lines[1], "postcode": postcode, "city": city, "country": "DE"}, **more}
        return {
            "number": self.number, "issued": "2026-11-21", "due": "2026-12-21", "currency": "EUR",
            "seller": party(self.seller, {"vatId": "DE123456788", "contact": {"email": "post@weber.example"}}),
            "buyer": party(self.buyer, {}),
            "lines": [{"name": line["name"], "description": line["detail"], "quantity": str(line["quantity"]), "unit": "HUR",
                       "price": str(line["price"]), "taxes": [{"rate": str(line["rate"])}]} for line in self.lines],
            "payments": [{"account": "DE89370400440532013000"}],
            "look": {"language": "en", "logo": base64.b64encode(picture).decode()}}


def logo():
    """An RGBA picture as a designer's program exports one: smooth edges, no colour behind."""
    from PIL import Image, ImageDraw, ImageFilter
    picture = Image.new("RGBA", (480, 160), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 152, 152), fill=(15, 76, 92, 255))
    draw.rounded_rectangle((176, 56, 472, 104), 24, fill=(226, 149, 40, 255))
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1.2)).save(out, "PNG", optimize=True)
    return out.getvalue()
