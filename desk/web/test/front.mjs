// Serves a build with the desk's own headers and hands everything else to a desk,
// so that pages can be tried without building the program:
//
//   node test/front.mjs --dist dist --desk http://127.0.0.1:8080 --port 9001
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const types = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html; charset=utf-8' };
// desk/serve sets the same; web_test.go compares.
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** front starts serving; port 0 takes a free one. */
export async function front({ dist, desk, port }) {
  const server = createServer((req, res) => {
    const path = normalize(new URL(req.url, 'http://x').pathname);
    const file = join(dist, path);
    const isFile = path !== '/' && existsSync(file) && statSync(file).isFile();
    if (isFile || /^\/($|stories\/|companies|study|screen|watch)/.test(path)) {
      const send = isFile ? file : join(dist, 'index.html');
      res.writeHead(200, { 'Content-Type': types[extname(send)] ?? 'application/octet-stream', 'Content-Security-Policy': policy });
      createReadStream(send).pipe(res);
      return;
    }
    const on = request(new URL(req.url, desk), { method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode, answer.headers);
      answer.pipe(res);
      answer.on('error', () => res.destroy());
    });
    on.on('error', () => res.destroy());
    res.on('close', () => on.destroy());
    req.pipe(on);
  });
  await new Promise((ok) => server.listen(port, '127.0.0.1', ok));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values: o } = parseArgs({
    options: { dist: { type: 'string', default: 'dist' }, desk: { type: 'string', default: 'http://127.0.0.1:8080' }, port: { type: 'string', default: '9001' } },
  });
  console.log((await front({ ...o, port: Number(o.port) })).url);
}
