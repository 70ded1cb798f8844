"""A real SMTP server for the tests: prints its port, then each message that it takes, as JSON lines.

Arguments: the wanted behaviour (plain, starttls, smtps, login), and for TLS a certificate and its key.
Recipients at refused.example are refused.
"""

import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def tell(value):
    print(json.dumps(value), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@refused.example"):
            return f"550 {address} is unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        tell({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": server.transport.get_extra_info("ssl_object") is not None,
            "login": session.authenticated, "content": envelope.content.decode("ascii"),
        })
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    expected = (b"mailer", "gehéim:@/".encode())
    return AuthResult(success=(data.login, data.password) == expected, handled=False)


async def main():
    behaviour, *files = sys.argv[1:]
    context = None
    if files:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*files)
    options = {"enable_SMTPUTF8": False}
    if behaviour == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if behaviour == "login":
        options |= {"auth_required": True, "auth_require_tls": False, "authenticator": authenticate}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Handler(), **options), "127.0.0.1", 0, ssl=context if behaviour == "smtps" else None)
    tell({"port": server.sockets[0].getsockname()[1]})
    # The test holds our standard input open for as long as it runs.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
