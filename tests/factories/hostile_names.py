"""Three hundred names that somebody could give a file to do harm by it."""

from __future__ import annotations

from itertools import product

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "';alert(1)//",
    "{{ 7*7 }}",
    "${7*7}",
    "%0d%0aSet-Cookie: a=b",
    "a\r\nSet-Cookie: a=b",
    "a\nContent-Type: text/html",
    'a"; filename="b.html',
    "a; filename*=UTF-8''b.html",
    "=cmd|'/c calc'!A1",
    "-rf *",
    "$(touch x)",
    "`id`",
    "a&b|c;d",
)
PATHS = (
    "../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "/etc/shadow",
    "C:\\boot.ini",
    "\\\\server\\share\\x",
    "....//....//x",
    "%2e%2e%2fx",
    "~/.ssh/id_rsa",
    "a/b/c",
    "./.",
    "..",
    ".",
    "/",
    "con",
    "NUL.txt",
    "COM1",
    "lpt9.log",
    ".htaccess",
    ".env",
    "a::$DATA",
)
TURNED = (
    "\u202egpj.exe",
    "a\u2066b\u2069",
    "\u200bhidden\u200b",
    "\ufeffbom",
    "a\u00adb",
    "\u2028line",
    "\u2029paragraph",
    "\ue000private",
    "e\u0301",
    "ﬁle",
    "漢字",
    "🚀",
    "עברית",
    "Ж",
    "a\tb",
    "\x07bell",
    "\x1b[31mred",
    "a\x7fb",
    " ",
    "\u00a0",
    "...",
    "a.",
    "a ",
    "x" * 300,
    "名" * 200,
)
ENDINGS = ("", ".png", ".html", ".svg", ".php;.jpg")

NAMES = tuple(stem + end for stem, end in product((*MARKUP, *PATHS, *TURNED), ENDINGS))
assert len(set(NAMES)) == 300
