/*
 * `npm run bench [-- --quick]`: what the product does on this machine, beside a plain design and the machine's
 * own limits in the same run. Prints a table, and writes the numbers to bench/results. Asserts nothing.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setup as buildServer } from '@overmind/e2e/global-setup';
import { Installation } from './installation.ts';
import { measureClaimToStart } from './measures/claim-to-start.ts';
import { measureCycle } from './measures/cycle.ts';
import { measureEventFanOut } from './measures/event-fan-out.ts';
import { measureIdle } from './measures/idle.ts';
import { measureLogDelivery } from './measures/log-delivery.ts';
import { measureLogIngest } from './measures/log-ingest.ts';
import { measureMessageToRun } from './measures/message-to-run.ts';
import { measurePlanner } from './measures/planner.ts';
import { measureReadiness } from './measures/readiness.ts';
import { measureRecording } from './measures/recording.ts';
import { measureRequests } from './measures/requests.ts';
import { measureSandbox } from './measures/sandbox.ts';
import { measureSearch } from './measures/search.ts';
import { measureSpeech } from './measures/speech.ts';
import { measureSpeechMemory } from './measures/speech-memory.ts';
import { measureSpeaking } from './measures/speech-speaking.ts';
import { measureTurns } from './measures/speech-turns.ts';
import { measureVoices } from './measures/speech-voices.ts';
import { measureWorktree } from './measures/worktree.ts';
import { type Figure, toTable } from './result.ts';

interface Extent {
  loadMs: number;
  deliveryMs: number;
  idleMs: number;
  changes: number;
  messages: number;
  cycles: number;
  worktrees: number;
  commands: number;
  clips: number;
  recordingS: number;
  searches: number;
  utterances: number;
}

const quick: Extent = {
  loadMs: 4_000,
  deliveryMs: 6_000,
  idleMs: 5_000,
  changes: 100,
  messages: 15,
  cycles: 15,
  worktrees: 3,
  commands: 30,
  clips: 40,
  recordingS: 240,
  searches: 50,
  utterances: 50,
};
const full: Extent = {
  loadMs: 15_000,
  deliveryMs: 20_000,
  idleMs: 20_000,
  changes: 500,
  messages: 60,
  cycles: 60,
  worktrees: 10,
  commands: 200,
  clips: 200,
  recordingS: 3_600,
  searches: 300,
  utterances: 1_000,
};

type Measure = (installation: Installation, extent: Extent) => Promise<Figure[]>;

const measures: Record<string, Measure> = {
  planner: (_installation, { utterances }) => measurePlanner(utterances),
  idle: (installation, { idleMs }) => measureIdle(installation, idleMs),
  ingest: (installation, { loadMs }) => measureLogIngest(installation, loadMs),
  delivery: (installation, { deliveryMs }) => measureLogDelivery(installation, deliveryMs),
  events: (installation, { changes }) => measureEventFanOut(installation, changes),
  cycle: (installation, { cycles }) => measureCycle(installation, cycles),
  claim: (installation, { messages }) => measureClaimToStart(installation, messages),
  talk: (installation, { messages }) => measureMessageToRun(installation, messages),
  requests: (installation, { loadMs }) => measureRequests(installation, loadMs),
  search: (installation, { searches }) => measureSearch(installation, searches),
  worktree: (installation, { worktrees }) => measureWorktree(installation, worktrees),
  readiness: (installation) => measureReadiness(installation),
  sandbox: (_, { commands }) => measureSandbox(commands),
  recording: (installation, { recordingS }) => measureRecording(installation, recordingS),
  speech: async (installation, { clips }) => [
    ...(await measureTurns(installation, Math.ceil(clips / 10))),
    ...(await measureSpeaking(Math.ceil(clips / 20))),
    ...(await measureSpeech(clips)),
    ...(await measureSpeechMemory(clips)),
  ],
  voices: (_, { clips }) => measureVoices(Math.ceil(clips / 4)),
};

const machine = () => ({
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  node: process.version,
  loadAverage: loadavg()[0] ?? 0,
});

function readArguments(): { extent: Extent; names: string[] } {
  const options = { quick: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.find((name) => !(name in measures));
  if (unknown !== undefined)
    throw new Error(`There is no measure "${unknown}": ${Object.keys(measures).join(', ')}.`);
  return {
    extent: values.quick ? quick : full,
    names: positionals.length > 0 ? positionals : Object.keys(measures),
  };
}

async function measureAll(names: readonly string[], extent: Extent): Promise<Figure[]> {
  await using installation = await Installation.start();
  const figures: Figure[] = [];
  for (const name of names) {
    console.error(`Measuring ${name} …`);
    figures.push(...((await measures[name]?.(installation, extent)) ?? []));
  }
  return figures;
}

const { extent, names } = readArguments();
await buildServer();
const before = machine();
const startedAt = new Date();
const figures = await measureAll(names, extent);
const report = { startedAt: startedAt.toISOString(), extent, before, after: machine(), figures };
const folder = join(import.meta.dirname, '../results');
await mkdir(folder, { recursive: true });
const file = join(folder, `${report.startedAt.replaceAll(':', '-')}.json`);
await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
console.log(toTable(figures));
console.log(
  `\n${before.cores} cores, Node ${before.node}, load ${before.loadAverage.toFixed(2)} before; ` +
    `${Math.round((Date.now() - startedAt.getTime()) / 1000)} s in all. Numbers: ${file}`,
);
