"""A bar chart as Word itself draws it: no picture, no font of ours, editable in WPS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU_PER_CM = 360_000
_WIDTH = 16.0
_TEXT = (
    '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr>'
    '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
Series = tuple[str, Sequence[int], str]


def add_bar_chart(
    document: Any, title: str, labels: Sequence[str], series: Sequence[Series]
) -> None:
    """Append a bar chart; ``series`` are (name, values, RRGGBB). Nothing without labels."""
    if not labels:
        return
    part = document.part
    number = sum(1 for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.CHART) + 1
    blob = _chart_xml(title, labels, series).encode()
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, blob, part.package)
    rel_id = part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    height = max(5.0, 0.85 * len(labels) + 2.5)
    run = document.add_paragraph().add_run()
    run._r.append(parse_xml(_drawing_xml(rel_id, number, title, height)))


def _chart_xml(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    bars = "".join(_series_xml(i, one, labels) for i, one in enumerate(series))
    heading = (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100" b="0"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="1100" b="0"/><a:t>{escape(title)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
    )
    axes = (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{_TEXT}<c:crossAx val="2"/>'
        '</c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:crossAx val="1"/>'
        "</c:valAx>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="{_C}" '
        f'xmlns:a="{_A}"><c:chart>{heading}<c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{bars}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}'
        '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


def _series_xml(index: int, series: Series, labels: Sequence[str]) -> str:
    name, values, colour = series
    names = _points([escape(label) for label in labels])
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:v>{escape(name)}</c:v></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:dLbls>{_TEXT}<c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strLit>{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{_points(values)}</c:numLit></c:val>"
        "</c:ser>"
    )


def _points(values: Sequence[object]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{value}</c:v></c:pt>' for i, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _drawing_xml(rel_id: str, number: int, title: str, height: float) -> str:
    cx, cy = int(_WIDTH * _EMU_PER_CM), int(height * _EMU_PER_CM)
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'xmlns:a="{_A}" xmlns:c="{_C}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
        f'<wp:docPr id="{900 + number}" name="图 {number}" descr={quoteattr(title)}/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{rel_id}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
