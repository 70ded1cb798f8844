"""Presidio's analyzer behind its own route, as its image serves it: POST /analyze. Prints its port as JSON, and ends with us."""

import http.server
import json
import sys
import threading

import spacy
import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine


class Blank(SpacyNlpEngine):
    """Tokens only: no model."""

    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}

    def load(self):
        pass

    def is_loaded(self):
        return True


# With the list of domains that it brings: it would fetch a newer one.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
ENGINE = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        found = ENGINE.analyze(text=asked["text"], language=asked["language"], score_threshold=asked.get("score_threshold"))
        body = json.dumps([result.to_dict() for result in found], sort_keys=True, default=str).encode()
        self.send_response(200 if self.path == "/analyze" else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port}), flush=True)
sys.stdin.read()
