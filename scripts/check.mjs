import { join } from 'node:path';
import { runNode, seconds } from './run-command.mjs';

const root = join(import.meta.dirname, '..');
const bin = (path) => join(root, 'node_modules', path);
const tsc = bin('typescript7/bin/tsc');

/** The slowest first, so that two lanes end at about the same time. */
const checks = [
  {
    name: 'oxlint',
    args: [bin('oxlint/bin/oxlint'), '--deny-warnings', '--report-unused-disable-directives'],
  },
  { name: 'knip', args: [bin('knip/bin/knip.js')] },
  { name: 'types', args: [tsc, '-p', 'tsconfig.json'] },
  { name: 'types of web', args: [tsc, '-p', 'apps/web/tsconfig.json', '--noEmit'] },
  {
    name: 'imports',
    args: [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'packages', 'apps', 'e2e', 'bench'],
    ],
  },
  { name: 'biome', args: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'] },
];
const laneCount = 2;
const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };

const startedAt = performance.now();
const waiting = [...checks];
const failed = [];
await Promise.all(Array.from({ length: laneCount }, runLane));

const total = seconds(performance.now() - startedAt);
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join(', ')}. ${total} in all.`);
  process.exit(1);
}
console.log(`All ${checks.length} checks passed in ${total}.`);

async function runLane() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const { code, ms, output } = await runNode(check.args, { env: colour, capture: true });
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${check.name.padEnd(14)} ${seconds(ms)}`);
    if (code === 0) continue;
    failed.push(check.name);
    console.log(output.trimEnd());
  }
}
