import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The desk that `npm run dev` forwards to; nothing of it reaches the build.
const desk = process.env.DESK ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The desk's Content-Security-Policy allows no data: addresses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': desk, '/docs': desk } },
});
