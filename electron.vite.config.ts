import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { version } from './package.json' with { type: 'json' };

const root = import.meta.dirname;

// The targets are those of the oldest Electron that Ratchet runs on (33: Node 20.18, Chromium 130).
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      // Everything is bundled but the native module, so that the packaged application carries one dependency.
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', 'better-sqlite3'],
        input: {
          index: resolve(root, 'src/main/index.ts'),
          headless: resolve(root, 'src/main/headless.ts'),
          // Threads of their own: they are started by their files.
          'export-thread': resolve(root, 'src/main/host/export/export-thread.worker.ts'),
          'log-mover': resolve(root, 'src/main/host/store/log-mover.worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: resolve(root, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [react(), tailwindcss()],
    // Grammars are files of their own, which the highlighting worker fetches when it needs one.
    worker: { format: 'es' },
    define: { RATCHET_VERSION: JSON.stringify(version) },
    build: {
      target: 'chrome130',
      // The content security policy takes fonts and images of the application from files only.
      assetsInlineLimit: 0,
      minify: true,
      chunkSizeWarningLimit: 1000,
      rollupOptions: { input: { index: resolve(root, 'src/renderer/index.html') } },
    },
  },
});
