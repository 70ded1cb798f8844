"""What a workspace's model and its own redactor are in the browser's tests: one server of this machine that speaks
Anthropic's wire format as slowly as a test says, answers as a redactor at `/redact`, and keeps what it was sent."""
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ModelStandIn:
    def __init__(self):
        self.prompts = []
        self.has_redactor = True
        self.first, self.rest = "Dear [[PERSONAL_1]],\n\nplease pay.", " Yours, accounts."
        # Closed, it holds back the second half of an answer.
        self.gate = threading.Event()
        self.gate.set()
        stand = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                (stand.redact if self.path == "/redact" else stand.write)(self, json.loads(body))

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.gate.set()
        self.server.shutdown()
        self.server.server_close()

    def write(self, request, body):
        self.prompts.append(json.dumps(body))
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.send_header("Connection", "close")
        request.end_headers()
        try:
            self.events(request.wfile)
        except OSError:
            # Whoever asked has gone.
            pass

    def events(self, out):
        def say(event):
            out.write(f"data: {json.dumps(event)}\n\n".encode())
            out.flush()

        def text(piece):
            say({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}})

        say({"type": "message_start", "message": {"usage": {"input_tokens": 120, "output_tokens": 1}}})
        text(self.first)
        self.gate.wait(120)
        text(self.rest)
        say({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 30}})
        say({"type": "message_stop"})

    def redact(self, request, body):
        said = {"id": body["id"], "text_sha256": hashlib.sha256(body["text"].encode()).hexdigest(), "spans": []}
        content = json.dumps(said).encode()
        request.send_response(200 if self.has_redactor else 503)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
