"""The same page by other programs, each in the way its own guide shows: a new document each time, fonts loaded once where
the program can keep them."""
import html
import io
import os

from contents import BOLD, DEJAVU, HEADS, REGULAR

WIDTHS = (12, 78, 20, 22, 14, 24)  # millimetres


class Typst:
    name = "Typst"
    page = """
#let d = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 20mm, footer: context align(right, counter(page).display("1 of 1", both: true)))
#set text(font: "DejaVu Sans", size: 9pt)
#image("logo.png", width: 45mm)
#grid(columns: (1fr, 1fr), d.buyer.join(linebreak()), align(right, d.seller.join(linebreak())))
#text(size: 18pt, weight: "bold")[Invoice #d.number]
#table(columns: (12mm, 1fr, 20mm, 22mm, 14mm, 24mm), stroke: none, align: (left, left, right, right, right, right),
  table.header(..d.heads.map(h => strong(h)), table.hline()),
  ..d.rows.map(r => (r.at(0), [#r.at(1) #linebreak() #text(size: 8pt, fill: gray, r.at(2))], ..r.slice(3))).flatten())
#align(right, table(columns: 2, stroke: none, align: right, ..d.sums.flatten()))
"""

    def __init__(self, folder, picture):
        import typst
        (folder / "logo.png").write_bytes(picture)
        (folder / "main.typ").write_text(self.page)
        self.compiler = typst.Compiler(str(folder / "main.typ"), root=str(folder), font_paths=[DEJAVU], ignore_system_fonts=True)

    def render(self, contents):
        import json
        data = {"number": contents.number, "seller": contents.seller, "buyer": contents.buyer, "heads": HEADS,
                "rows": list(contents.rows()), "sums": list(contents.sums())}
        return self.compiler.compile(format="pdf", sys_inputs={"data": json.dumps(data)})


class ReportLab:
    name = "ReportLab"

    def __init__(self, folder, picture):
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        pdfmetrics.registerFont(TTFont("DejaVu", REGULAR))
        pdfmetrics.registerFont(TTFont("DejaVuBold", BOLD))
        self.picture = picture

    def render(self, contents):
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.lib.units import mm
        from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Spacer, Table
        body = ParagraphStyle("body", fontName="DejaVu", fontSize=9, leading=12)
        small = ParagraphStyle("small", parent=body, fontSize=8, textColor="#5d6672")
        title = ParagraphStyle("title", parent=body, fontName="DejaVuBold", fontSize=18, leading=24)
        end = [("FONT", (0, 0), (-1, -1), "DejaVu", 9), ("ALIGN", (2, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        rows = [list(HEADS)]
        for row in contents.rows():
            rows.append([row[0], [Paragraph(html.escape(row[1]), body), Paragraph(html.escape(row[2]), small)], *row[3:]])
        table = Table(rows, colWidths=[width * mm for width in WIDTHS], repeatRows=1)
        table.setStyle([*end, ("FONT", (0, 0), (-1, 0), "DejaVuBold", 9), ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black")])
        sums = Table(list(contents.sums()), hAlign="RIGHT")
        sums.setStyle([("FONT", (0, 0), (-1, -1), "DejaVu", 9), ("ALIGN", (0, 0), (-1, -1), "RIGHT")])
        out = io.BytesIO()
        lines = [Paragraph(html.escape(line), body) for line in (*contents.seller, *contents.buyer)]
        picture = Image(io.BytesIO(self.picture), 45 * mm, 15 * mm, hAlign="LEFT")
        foot = lambda canvas, document: canvas.drawRightString(190 * mm, 12 * mm, f"Page {document.page}")
        SimpleDocTemplate(out, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, pageCompression=1).build(
            [picture, *lines, Paragraph(f"Invoice {contents.number}", title), Spacer(1, 10), table, sums],
            onFirstPage=foot, onLaterPages=foot)
        return out.getvalue()


class FPDF2:
    name = "fpdf2"

    def __init__(self, folder, picture):
        self.picture = picture

    def render(self, contents):
        from fpdf import FPDF
        pdf = FPDF(format="A4")
        pdf.add_font("DejaVu", "", REGULAR)
        pdf.add_font("DejaVu", "B", BOLD)
        pdf.set_margin(20)
        pdf.add_page()
        pdf.image(io.BytesIO(self.picture), w=45)
        pdf.set_font("DejaVu", size=9)
        for line in (*contents.seller, *contents.buyer):
            pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("DejaVu", "B", 18)
        pdf.cell(text=f"Invoice {contents.number}", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("DejaVu", size=9)
        with pdf.table(col_widths=WIDTHS, text_align=("LEFT", "LEFT", *["RIGHT"] * 4), borders_layout="SINGLE_TOP_LINE") as table:
            table.row(HEADS)
            for row in contents.rows():
                table.row((row[0], row[1] + "\n" + row[2], *row[3:]))
        for name, amount in contents.sums():
            pdf.cell(0, text=f"{name}  {amount}", align="R", new_x="LMARGIN", new_y="NEXT")
        return bytes(pdf.output())


def page(contents, picture_address):
    """An equivalent page in HTML."""
    cells = lambda row: (f"<td>{row[0]}<td>{html.escape(row[1])}<br><small>{html.escape(row[2])}</small>"
                         + "".join(f"<td class=n>{cell}" for cell in row[3:]))
    rows = "".join(f"<tr>{cells(row)}" for row in contents.rows())
    sums = "".join(f"<tr><td>{name}<td class=n>{amount}" for name, amount in contents.sums())
    return f"""<!doctype html><meta charset=utf-8><style>
@font-face {{ font-family: D; src: url("file://{REGULAR}") }} @font-face {{ font-family: D; font-weight: bold; src: url("file://{BOLD}") }}
@page {{ size: A4; margin: 20mm; @bottom-right {{ content: counter(page) " of " counter(pages) }} }}
body {{ font: 9pt D; margin: 0 }} table {{ border-collapse: collapse; width: 100% }} thead {{ display: table-header-group }}
tr {{ break-inside: avoid }} td {{ vertical-align: top; padding: 2pt }} .n {{ text-align: right }} small {{ color: #5d6672 }} table.s {{ width: 40%; margin-left: auto }}
th {{ border-bottom: 1px solid; text-align: left }}</style><img src="{picture_address}" width=170>
<p>{"<br>".join(map(html.escape, contents.seller))}<p>{"<br>".join(map(html.escape, contents.buyer))}<h1>Invoice {contents.number}</h1>
<table><thead><tr>{"".join(f"<th>{head}" for head in HEADS)}</thead><tbody>{rows}</table><table class=s>{sums}</table>"""


class WeasyPrint:
    name = "WeasyPrint"

    def __init__(self, folder, picture):
        import logging

        from weasyprint.text.fonts import FontConfiguration
        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        self.fonts = FontConfiguration()
        self.picture = (folder / "logo.png").as_uri()

    def render(self, contents):
        from weasyprint import HTML
        return HTML(string=page(contents, self.picture)).write_pdf(font_config=self.fonts)


ALL = (Typst, ReportLab, FPDF2, WeasyPrint)
