// Stories that would rather be programs. Each sets __hit when it is run.
const hit = 'window.__hit=1';
const long = 'x'.repeat(50_000);
const body = (words) => `Alibaba shares fell 3.8% on Friday. ${words} A White House memo accused Alibaba of helping the Chinese military, the Financial Times reported. Alibaba denied it.`;

/** breaks are the pieces; each may stand in any text that a page shows. */
export const breaks = [
  `<script>${hit}</script>`,
  `<img src=x onerror="${hit}">`,
  `<svg onload=${hit}><a href="javascript:${hit}">click</a></svg>`,
  `</title><script>${hit}</script>`,
  `"'><b onmouseover=${hit} onfocus=${hit} autofocus tabindex=0>x</b>`,
  `{{constructor.constructor('${hit}')()}} \${${hit}} {@html '<img src=x onerror=${hit}>'}`,
  `‮desrever‬ ⁧a b⁩ \u0001\u0008\u007f \ufeff\u2028\u2029`,
  `&lt;script&gt; &amp;amp; &#60;img src=x onerror=${hit}&#62; Q&A "quoted" 'single' \`back\``,
  `Z${'̡̛̀́̂̃̄̅̆̇'.repeat(12)}algo ﷽﷽﷽ 👩‍👩‍👧‍👦 \ud83d`,
];

export const words = [
  ...breaks.map((b, i) => ({ type: 'text/plain', outlet: b.slice(0, 190), body: `${b} Alibaba ${i}\n\n${body(b)}\n` })),
  { type: 'text/plain', outlet: '', body: `${long}\n\n${body(long)}\n` },
  { type: 'text/html', outlet: '<b>bold</b>', body: `<html><head><title>Alibaba &lt;script&gt;${hit}&lt;/script&gt;</title></head><body><h1>Alibaba &lt;img src=x onerror=${hit}&gt; falls</h1><p>${body(`&lt;script&gt;${hit}&lt;/script&gt;`)}</p><p><a href="javascript:${hit}">link</a><script>${hit}</script></p></body></html>` },
  { type: 'text/markdown', outlet: '[x](javascript:1)', body: `# Alibaba [falls](javascript:${hit}) ![x](x" onerror="${hit})\n\n${body(`[here](javascript:${hit}) <${'a'.repeat(300)}>`)}\n` },
  { type: 'text/plain', outlet: '', body: `.\n\nnull undefined NaN [object Object] None nil true 0\n` },
];
