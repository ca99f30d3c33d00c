import { spawnSync } from 'node:child_process';
import { installTestAgents } from './agents-for-tests.mjs';
import { findNeed, findProgram, testNeeds } from './test-needs.mjs';

const missing = testNeeds.filter((need) => !isMet(need));
if (missing.length > 0) provision(missing);
installTestAgents();

function provision(needs) {
  const apt = aptGet();
  if (apt === null) giveUp(needs);
  run([...apt, 'update', '-qq']);
  for (const need of needs) {
    console.log(`Installing ${need.debianPackage} for the tests`);
    run([...apt, 'install', '-y', '-qq', '--no-install-recommends', need.debianPackage]);
  }
  const failed = needs.filter((need) => !isMet(need));
  if (failed.length > 0) giveUp(failed);
}

/** The command that may install packages without asking anything, or null. */
function aptGet() {
  if (findProgram('apt-get') === null) return null;
  // Not every sudo passes the environment on.
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  if (process.getuid() === 0) return command;
  const mayBecomeRoot = findProgram('sudo') !== null && spawnSync('sudo', ['-n', 'true']).status === 0;
  return mayBecomeRoot ? ['sudo', '-n', ...command] : null;
}

function run([file, ...args]) {
  const { status, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) console.error(`${[file, ...args].join(' ')} failed:\n${stdout}${stderr}`);
}

function giveUp(needs) {
  for (const { debianPackage, brewPackage } of needs) {
    const command =
      process.platform === 'darwin' ? `brew install ${brewPackage}` : `sudo apt-get install ${debianPackage}`;
    console.error(
      `The tests need ${debianPackage}, which is not installed. Install it, for example with: ${command}`,
    );
  }
  process.exit(1);
}

function isMet(need) {
  return findNeed(need) !== null;
}
