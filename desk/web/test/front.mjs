// Serves a build with the desk's own headers and hands everything else to a desk,
// so that pages can be tried without building the program:
//
//   node test/front.mjs --dist dist --desk http://127.0.0.1:8080 --port 9001
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';

const { values: o } = parseArgs({
  options: { dist: { type: 'string', default: 'dist' }, desk: { type: 'string', default: 'http://127.0.0.1:8080' }, port: { type: 'string', default: '9001' } },
});
const types = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html; charset=utf-8' };
// desk/serve/access.go sets the same; the test of the pages compares.
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

createServer((req, res) => {
  const path = normalize(new URL(req.url, 'http://x').pathname);
  const file = join(o.dist, path);
  const isFile = path !== '/' && existsSync(file) && statSync(file).isFile();
  if (isFile || /^\/($|stories\/|companies|study|screen|watch)/.test(path)) {
    const send = isFile ? file : join(o.dist, 'index.html');
    res.writeHead(200, { 'Content-Type': types[extname(send)] ?? 'application/octet-stream', 'Content-Security-Policy': policy });
    createReadStream(send).pipe(res);
    return;
  }
  const to = new URL(req.url, o.desk);
  const on = request(to, { method: req.method, headers: req.headers }, (answer) => {
    res.writeHead(answer.statusCode, answer.headers);
    answer.pipe(res);
  });
  on.on('error', () => res.destroy());
  res.on('close', () => on.destroy());
  req.pipe(on);
}).listen(Number(o.port), '127.0.0.1', () => console.log(`http://127.0.0.1:${o.port}`));
