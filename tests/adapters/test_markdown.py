"""Comments become markup by Markdown alone: no HTML, no script, nothing that loads from elsewhere."""

import re
from pathlib import Path

import pytest

from readiness.adapters.markdown import beginning, html, plain

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
REL = ' rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b** `c` ~~d~~", "<p><em>a</em> <strong>b</strong> <code>c</code> <s>d</s></p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("2. a", '<ol start="2">\n<li>a</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("```sh\nrm <x>\n```", "<pre><code>rm &lt;x&gt;\n</code></pre>"),
        ("# a", "<p># a</p>"),
        ("    a", "<p>a</p>"),
        ("[a](https://b.c/d)", f'<p><a href="https://b.c/d"{REL}>a</a></p>'),
        ("<mailto:a@b.c>", f'<p><a href="mailto:a@b.c"{REL}>mailto:a@b.c</a></p>'),
        ("See https://b.c/d?e=f&g.", f'<p>See <a href="https://b.c/d?e=f&amp;g"{REL}>'
         "https://b.c/d?e=f&amp;g</a>.</p>"),
        ("`https://b.c`", "<p><code>https://b.c</code></p>"),
        ('[a](https://b.c "onmouseover")', f'<p><a href="https://b.c"{REL}>a</a></p>'),
        ("![a](https://b.c/d.png)", f'<p>!<a href="https://b.c/d.png"{REL}>a</a></p>'),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ("<script>a</script>", "<p>&lt;script&gt;a&lt;/script&gt;</p>"),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
        ("[a](data:text/html,b)", "<p>[a](data:text/html,b)</p>"),
        ("[a](//b.c)", "<p>[a](//b.c)</p>"),
        ("[a](/admin/people)", "<p>[a](/admin/people)</p>"),
        ("[a]: javascript:b\n\n[a]", "<p>[a]: javascript:b</p>\n<p>[a]</p>"),
        ("&lt;img src=x onerror=y&gt;", "<p>&lt;img src=x onerror=y&gt;</p>"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_text(text: str, expected: str) -> None:
    assert html(text).strip() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b** `c` ~~d~~", "a b c d"),
        ("a\n\n- b\n- c\n\n> d", "a b c d"),
        ("a\\\nb", "a b"),
        ("See [the page](https://b.c/d), https://e.f", "See the page, https://e.f"),
        ("```sh\nrm -r x\n```", "rm -r x"),
        ("@bob look <b>", "@bob look <b>"),
        ("2 * 3 * 4 &amp; a_b_c", "2 * 3 * 4 & a_b_c"),
        ("---", "---"),
    ],
)  # fmt: skip
def test_the_words_of_a_text_without_its_signs(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_long_text_is_cut_by_what_one_reads_of_it() -> None:
    assert beginning("**so** far", 6) == "so far"
    assert beginning("**so** far [and](https://b.c) on", 7) == "so far…"


def test_a_mention_shows_the_name_of_now_in_text_and_not_in_code() -> None:
    drawn = html("@bob `@bob` \\@bob @eve", {"bob": "Bob <i>"})
    told = '<span class="mention">@Bob &lt;i&gt;</span>'
    assert drawn.strip() == f"<p>{told} <code>@bob</code> @bob @eve</p>"


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://b.c/d.png">',
        "<svg/onload=alert(1)>",
        '[a](https://b.c/"onclick="x)',
        '<a href="javascript:x">a</a>',
        "[a](JaVaScRiPt:x) [b](java\tscript:x) [c](&#106;avascript:x)",
        "<https://b.c/\"><script>x</script>>",
        '```"><script>x\ny\n```',
        "[x](https://a.b/<style>@import 'x'</style>)",
        "https://a.b/<iframe/src=javascript:x>",
    ],
)  # fmt: skip
def test_no_markup_comes_out_that_the_writer_typed(text: str) -> None:
    tags = set(re.findall(r"<(/?\w+[^>]*)>", html(text)))
    allowed = re.compile(r"/?(p|br|pre|code|a)|a href=\"https://[^\"<>\s]*\" rel=\"[a-z ]+\"")
    assert {tag for tag in tags if not allowed.fullmatch(tag)} == set()


def test_only_one_place_makes_markup_of_text() -> None:
    """`| safe` draws our own icons; Markup is made by one module, and known to one more."""
    templates = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if re.search(r"\|\s*safe\b|autoescape", path.read_text())
    ]
    assert templates == ["templates/_macros/status.html"]
    made = [
        path.name
        for path in sorted((ROOT / "readiness").rglob("*.py"))
        if re.search(r"\bMarkup\(|markupsafe\.Markup", path.read_text())
    ]
    assert made == ["markdown.py"]


@pytest.mark.parametrize(
    "text", ["[" * 4000, "*a" * 2000, "[a](" * 1000, "_*" * 2000, "a\n" * 2000]
)
def test_no_text_takes_long_to_draw(text: str) -> None:
    html(text)
