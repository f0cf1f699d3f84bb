"""Plain Flask that answers a constant, on the same server with the same settings: the measure."""

from __future__ import annotations

from flask import Flask, Response

from readiness.cli.serve import serve
from readiness.settings import load

#: As long as an answer of the gate.
BODY = b'{"verdict":"x","reasons":["' + b"x" * 380 + b'"]}'


def application() -> Flask:
    app = Flask(__name__)

    @app.route("/constant", methods=["GET", "POST"])
    def constant() -> Response:
        return Response(BODY, content_type="application/json")

    return app


if __name__ == "__main__":
    serve(load(), application)
