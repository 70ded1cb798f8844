"""A model in Anthropic's protocol that answers at once: 2 KB in 100 pieces, with the tokens that were in the prompt. Prints its port."""
import http.server
import json
import re
import sys
import threading

WORDS = "We would like to remind you of it. "


def event(name, **data):
    return f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One write for each answer, at once: between questions that wait for an acknowledgement the caches grow cold.
    wbufsize = 1 << 16

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        tokens = re.findall(r"\[\[[A-Z_]+_[0-9]+\]\]", asked["messages"][0]["content"]) or ["Anna"]
        text = "".join(f"Dear {tokens[at % len(tokens)]}, {WORDS}" for at in range(40))[:2048]
        size = len(text) // 100 + 1
        events = [event("message_start", message={"usage": {"input_tokens": 2000, "output_tokens": 1}})]
        events += [event("content_block_delta", index=0, delta={"type": "text_delta", "text": text[at:at + size]})
                   for at in range(0, len(text), size)]
        events += [event("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 500}), event("message_stop")]
        body = "".join(events).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
