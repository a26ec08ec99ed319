// A web server of the test's own, which remembers what it was asked.

import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";

const HTML = { "content-type": "text/html; charset=utf-8" };

/**
 * A web server that ends with the test: `answer(request)` gives
 * `{status?, headers?, body?}`; nothing means 404, `null` that the line goes
 * dead. Without headers it is HTML.
 *
 * Its `requests` are what really arrived: `{method, url, headers, body}`.
 */
export async function startSite(t, answer) {
  const requests = [];
  const server = createServer(async (incoming, response) => {
    const chunks = await incoming.toArray().catch(() => null);
    if (chunks === null) return; // the visitor left in the middle of asking
    const request = {
      method: incoming.method,
      url: incoming.url,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    const answered = await answer(request);
    if (answered === null) {
      response.destroy();
      return;
    }
    const { status = 200, headers = HTML, body = "" } = answered ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, requests };
}

/** An answer for `startSite`: what the server on `port` says to the same request. */
export function forwardTo(port) {
  return async ({ method, url, headers, body }) => {
    const forwarded = httpRequest({ host: "127.0.0.1", port, method, path: url, headers }).end(body);
    try {
      const [response] = await once(forwarded, "response");
      const chunks = await response.toArray();
      return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
    } catch {
      return null; // the server is down, or went down while it answered
    }
  };
}
