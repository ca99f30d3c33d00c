#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/main.js', import.meta.url);

if (!existsSync(fileURLToPath(program))) {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  console.error(`overmind is not built yet. In ${root} run: npm start   (or only build: npm run build)`);
  process.exit(1);
}
process.setSourceMapsEnabled(true);
await import(program.href);
