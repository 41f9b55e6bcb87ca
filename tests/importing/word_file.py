"""Word documents for tests, part by part as Word writes them: split runs, revision ids, drawn numbers, shapes twice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from html import unescape
from xml.sax.saxutils import escape

NAMES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
}.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CM = 360_000  # EMU
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text: str, properties: str = "") -> str:
    """Text as Word keeps it: tabs and line breaks are elements of their own."""
    parts = re.split("([\t\n])", text)
    inner = "".join({"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
                    for part in parts if part)
    return f'<w:r w:rsidRPr="00A77B3E">{f"<w:rPr>{properties}</w:rPr>" if properties else ""}{inner}</w:r>'


def p(*texts: str, number: int | None = None, level: int = 0, extra: str = "") -> str:
    """A paragraph; several texts are runs of it, with the marks of the spelling check between them."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    runs = '<w:proofErr w:type="spellStart"/>'.join(run(text) for text in texts if text)
    return f'<w:p w:rsidR="00D71E33"><w:pPr>{numbered}<w:jc w:val="center"/></w:pPr>{runs}{extra}</w:p>'


def tc(*blocks: str, span: int = 1, merge: str = "", upright: bool = False, width: int = 2000) -> str:
    """A cell. Plain strings are paragraphs; `merge` is `restart` or `continue`; `upright` turns the text."""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or p("")
    properties = (f'<w:tcW w:w="{width * span}" w:type="dxa"/>'
                  + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
                  + {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(merge, "")
                  + ('<w:textDirection w:val="btLr"/>' if upright else ""))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> list[str]:
    """Cells of a row; plain strings are cells of one paragraph."""
    return [cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells]


def tbl(*rows: Iterable[str], columns: int, width: int = 2000) -> str:
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    body = "".join(f'<w:tr w:rsidR="00D71E33"><w:trPr><w:cantSplit/></w:trPr>{"".join(row)}</w:tr>' for row in rows)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


def shape(preset: str, *texts: str, at: tuple[int, int] | None = (CM // 2, 0), is_line: bool = False,
          is_box: bool = False) -> str:
    """A run with a shape, for new readers and again in VML for old ones; `at`: where it floats, None for in line."""
    size = f'<wp:extent cx="{CM}" cy="{CM // 2}"/>'
    kind = "<wps:cNvCnPr/>" if is_line else f'<wps:cNvSpPr{" txBox=" + chr(34) + "1" + chr(34) if is_box else ""}/>'
    box = f"<w:txbxContent>{''.join(map(p, texts))}</w:txbxContent>" if texts else ""
    text = f"<wps:txbx>{box}</wps:txbx>" if box else ""
    graphic = ('<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
               f'<wps:wsp>{kind}<wps:spPr><a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom></wps:spPr>{text}'
               "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>")
    if at is None:
        holder = f'<wp:inline>{size}<wp:docPr id="1" name="Shape"/>{graphic}</wp:inline>'
    else:
        holder = ('<wp:anchor layoutInCell="1"><wp:positionH relativeFrom="column"><wp:posOffset>'
                  f'{at[0]}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>{at[1]}'
                  f'</wp:posOffset></wp:positionV>{size}<wp:docPr id="1" name="Shape"/>{graphic}</wp:anchor>')
    old = f'<w:pict><v:rect><v:textbox>{box}</v:textbox></v:rect></w:pict>' if box else "<w:pict><v:rect/></w:pict>"
    return (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{holder}</w:drawing></mc:Choice>'
            f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>")


def vml(number: int, *texts: str, style: str = "") -> str:
    """A run with a shape as Word 2007 wrote it, by the number of its kind."""
    box = f"<v:textbox><w:txbxContent>{''.join(map(p, texts))}</w:txbxContent></v:textbox>" if texts else ""
    return f'<w:r><w:pict><v:shape type="#_x0000_t{number}" style="{style}">{box}</v:shape></w:pict></w:r>'


PICTURE = ('<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><a:graphic><a:graphicData uri="picture"><pic:pic/>'
           "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")
WINGDINGS = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'

# numId 1, 2, 4: lists 1. a., each counting for itself; 3: bullets of the font Symbol
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
NUMBERING = f"""{HEAD}<w:numbering {NAMES}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>
<w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>{ANEW}</w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>{ANEW}</w:num>
</w:numbering>"""


def docx(*blocks: str, **parts: str) -> bytes:
    """The package; `parts`: what stands in header1, footnotes, … between their root's tags."""
    roots = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "comments": "comments"}
    body = "".join(blocks)
    files: dict[str, str | bytes] = {
        "word/document.xml": f"{HEAD}<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/numbering.xml": NUMBERING,
    }
    relations = [("numbering", "numbering.xml")]
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = f"{HEAD}<w:{roots[kind]} {NAMES}>{content}</w:{roots[kind]}>"
        relations.append((kind, f"{name}.xml"))
    return package(files, relations)


def package(files: dict[str, str | bytes], relations: Iterable[tuple[str, str]] = ()) -> bytes:
    """Files of a package with its list of types and relations, zipped as Word zips."""
    types, relationships = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">', f'xmlns="{PACKAGE}/relationships"'
    related = "".join(f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                      for at, (kind, target) in enumerate(relations, 1))
    files = {
        "[Content_Types].xml": f'{types}<Default Extension="xml" ContentType="application/xml"/>'
                               f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships {relationships}><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                       'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{HEAD}<Relationships {relationships}>{related}</Relationships>",
    } | files
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    """Every text run of a package, read with nothing but a pattern; what Word wrote a second time is left away."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = "\n".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("word/"))
    xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", xml, flags=re.DOTALL)
    return [unescape(text) for text in re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", xml)]
