import { relative } from 'node:path';

import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

const named = new Map();

// The class that binds a component's styles to it: short, and of its path within
// the project, so that the build is the same wherever it is made.
function cssHash({ hash, filename }) {
  const path = relative(import.meta.dirname, filename).replaceAll('\\', '/');
  const name = 's' + hash(path).slice(0, 4);
  if ((named.get(name) ?? path) !== path) throw new Error(`the styles of ${path} and ${named.get(name)} have one name; take more letters of the hash`);
  named.set(name, path);
  return name;
}

export default { preprocess: vitePreprocess({ style: false }), compilerOptions: { runes: true, cssHash } };
