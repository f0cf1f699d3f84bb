"""Our renderer is only quicker: the pages look as plain WeasyPrint would make them."""

import pypdfium2
import pytest
import weasyprint
from PIL import ImageChops

from bench.pdf import document, self_contained
from readiness.adapters import pdf, report_html
from readiness.adapters.report_values import Stamp
from tests.factories.snapshots import digest, snapshot

pytestmark = pytest.mark.once


def test_a_draft_looks_as_plain_weasyprint_makes_it() -> None:
    stamp = Stamp(digest("snapshot"), 4321, digest("ledger"))
    html = report_html.html(snapshot(document()), stamp)
    ours = pypdfium2.PdfDocument(pdf.render(html, identifier=b"1").content)
    plain = pypdfium2.PdfDocument(weasyprint.HTML(string=self_contained(html)).write_pdf())
    assert len(ours) == len(plain)
    for number, (one, other) in enumerate(zip(ours, plain, strict=True), 1):
        pictures = [page.render(scale=1).to_pil() for page in (one, other)]
        assert ImageChops.difference(*pictures).getbbox() is None, f"page {number} differs"
