import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The programs that the cli starts; it never imports them. */
export const programs = {
  server: pathOf('../../server/dist/main.js'),
  runner: pathOf('../../runner/dist/main.js'),
  /** The runner starts it, as any coding agent. */
  demoAgent: pathOf('../out/scripted-demo-agent.mjs'),
  /** Started with the demo, and given the folder of its transcripts. */
  demoModel: pathOf('../out/scripted-demo-model.mjs'),
  demoTranscripts: pathOf('../transcripts'),
} as const;

const manifest = JSON.parse(readFileSync(pathOf('../package.json'), 'utf8')) as { version: string };
export const version = manifest.version;
