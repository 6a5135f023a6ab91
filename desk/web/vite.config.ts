import { readFileSync } from 'node:fs';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

// The desk that `npm run dev` forwards to; nothing of it reaches the build.
const desk = process.env.DESK ?? 'http://127.0.0.1:8080';

// licences puts the terms of everything that is built in beside it.
function licences(): Plugin {
  const built: [string, string][] = [
    ['svelte', 'LICENSE.md'],
    ['clsx', 'license'],
    ['lightweight-charts', 'LICENSE'],
    ['fancy-canvas', ''],
    ['uplot', 'LICENSE'],
  ];
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const parts = built.map(([name, file]) => {
        const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string; license: string };
        const terms = file ? readFileSync(`node_modules/${name}/${file}`, 'utf8').trim() : `Licence: ${about.license}`;
        return `${name} ${about.version}\n\n${terms}\n`;
      });
      const head = 'These pages are built with the following libraries.\nTradingView Lightweight Charts™, copyright TradingView, Inc. https://www.tradingview.com/\n';
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: [head, ...parts].join('\n----\n\n') });
    },
  };
}

// mounted leaves out what only pages made by a server need: these are made in the
// browser alone, so Svelte never takes over markup that is there already. It wins
// 4 KB of 210; a Svelte that is written otherwise fails the build, it is not skipped.
function mounted(): Plugin[] {
  const flag: [string, string][] = [
    ['export let hydrating = false;', 'export const hydrating = false;'],
    ['hydrating = value;', ''],
  ];
  return [
    {
      name: 'mounted-runtime',
      apply: 'build',
      transform(code, id) {
        if (!id.endsWith('svelte/src/internal/client/dom/hydration.js')) return;
        for (const [was, is] of flag) {
          if (code.split(was).length !== 2) this.error(`Svelte has no “${was}” any more: see what mounted() in vite.config.ts leaves out`);
          code = code.replace(was, is);
        }
        return { code, map: null };
      },
    },
    {
      name: 'mounted-components',
      apply: 'build',
      enforce: 'post',
      transform(code, id) {
        if (!id.endsWith('.svelte')) return;
        // Without that flag these calls do nothing, and these arguments tell nothing.
        const less = code
          .replace(/^\s*\$\.(reset|next|remove_input_defaults|remove_textarea_child)\([\w$]*\);$/gm, '')
          .replace(/\$\.only_child\(/g, '$.child(')
          .replace(/\$\.(child|first_child)\(([\w$]+), true\)/g, '$.$1($2)')
          .replace(/\$\.sibling\(([\w$]+)(?:, 1|(, \d+)), true\)/g, '$.sibling($1$2)');
        return { code: less, map: null };
      },
    },
  ];
}

export default defineConfig({
  plugins: [svelte(), mounted(), licences()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The desk's Content-Security-Policy allows no data: addresses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // The wire comes with the first document; all other pages share one file,
        // which presses a tenth smaller than six; the chart libraries wait until
        // a chart is shown.
        codeSplitting: {
          groups: [
            { name: 'rooms', test: /src\/pages\/(story|study|screen|company|watch|Nowhere)/, priority: 1 },
            { name: 'base', test: /src\/(lib|ui|App|main|pages\/wire)|node_modules\/svelte/, priority: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': desk, '/docs': desk } },
});
