// Imports a TypeScript source of the pages into a test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { rolldown } from 'rolldown';

export async function compiled(source) {
  const dir = mkdtempSync(join(tmpdir(), 'pages-'));
  try {
    const bundle = await rolldown({ input: new URL(`../../src/${source}`, import.meta.url).pathname });
    await bundle.write({ dir, entryFileNames: 'made.mjs' });
    return await import(pathToFileURL(join(dir, 'made.mjs')));
  } finally {
    rmSync(dir, { recursive: true });
  }
}
