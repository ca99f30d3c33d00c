import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install } from './install.mjs';

const usage = 'Usage: npm run chaos [-- --seed N --runs N]';
const options = {
  seed: { type: 'string', default: String(Date.now() % 100_000) },
  runs: { type: 'string', default: '50' },
};

function readNumbers() {
  try {
    const { seed, runs } = parseArgs({ options }).values;
    const numbers = { seed: Number(seed), runs: Number(runs) };
    if (Object.values(numbers).every((number) => Number.isInteger(number) && number >= 0)) return numbers;
  } catch {
    // What is wrong with the arguments is best answered by the usage.
  }
  console.error(usage);
  return process.exit(2);
}

const { seed, runs } = readNumbers();
install();
const { runNode } = await import('./run-command.mjs');
console.log(`Seeds ${seed} to ${seed + runs - 1}; repeat one with: npm run chaos -- --seed N --runs 1`);
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const env = { CHAOS_SEED: String(seed), CHAOS_RUNS: String(runs) };
const { code } = await runNode([vitest, 'run', '--project', 'processes', 'e2e/processes/faults.test.ts'], {
  env,
});
process.exitCode = code;
