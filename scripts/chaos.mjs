import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install } from './install.mjs';

const usage = 'Usage: npm run chaos [-- --seed N --seeds N --lanes N]';
const options = {
  seed: { type: 'string', default: String(Date.now() % 100_000) },
  seeds: { type: 'string', default: '50' },
  // Most of a schedule is waiting, so that several fit on one machine.
  lanes: { type: 'string', default: '1' },
};

function readNumbers() {
  try {
    const { seed, seeds, lanes } = parseArgs({ options }).values;
    const numbers = { seed: Number(seed), seeds: Number(seeds), lanes: Number(lanes) };
    if (Object.values(numbers).every((number) => Number.isInteger(number) && number >= 0)) return numbers;
  } catch {
    // What is wrong with the arguments is best answered by the usage.
  }
  console.error(usage);
  return process.exit(2);
}

const { seed, seeds, lanes } = readNumbers();
install();
const { runNode } = await import('./run-command.mjs');
console.log(`Seeds ${seed} to ${seed + seeds - 1}; repeat one with: npm run chaos -- --seed N --seeds 1`);
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
// With the full lengths of people's installations too, which take minutes.
const env = { CHAOS_SEED: String(seed), CHAOS_SEEDS: String(seeds), CHAOS_LONG: '1' };
const together = `--maxConcurrency=${Math.max(1, lanes)}`;
// Tells of each schedule as it ends: a row of them takes an hour.
const { code } = await runNode(
  [vitest, 'run', '--project', 'processes', '--reporter=verbose', together, 'e2e/processes/faults'],
  {
    env,
  },
);
process.exitCode = code;
