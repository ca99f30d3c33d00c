import type { Command } from 'commander';
import { chooseServer } from '../../api/server-address.ts';
import { connect } from '../../api/session.ts';
import type { Finding } from '../../doctor/finding.ts';
import { checkDataFolder, checkDisk, checkPort } from '../../doctor/machine.ts';
import { checkCodingAgents, checkGit, checkNode, checkSandbox } from '../../doctor/programs.ts';
import { checkProviders } from '../../doctor/providers.ts';
import { checkInside, checkServer, findServerVersion } from '../../doctor/server.ts';
import { checkSound } from '../../doctor/sound.ts';
import { checkSoundFiles } from '../../doctor/sound-files.ts';
import { checkSpeech } from '../../doctor/speech.ts';
import { exitCodes } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { readCredentials } from '../../settings/credentials.ts';
import { readSettings } from '../../settings/settings.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('what is there, what is missing, and how to get it')
    .description(
      'Says what is there and what is missing on this machine. Exit code 1 when something stops the main job.',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind doctor')
    .action(doctor);
}

async function doctor(options: { json?: boolean }): Promise<void> {
  const findings = await examine(process.env);
  if (options.json) printJson(findings);
  else printLine(findings.map((finding) => describe(finding, coloursFor(process.stdout))).join('\n'));
  if (findings.some(({ state }) => state === 'missing')) process.exitCode = exitCodes.failed;
}

async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const settings = await readSettings(env, process.cwd());
  const credentials = await readCredentials(env);
  const url = await chooseServer(env, settings, credentials);
  const client = connect(url, env['OVERMIND_TOKEN'] || credentials.sign_ins[url]?.token);
  const version = await findServerVersion(client);
  const port = Number(settings.port ?? '3000');
  const isOurs = version !== null && isHere(url, port);
  return [
    checkNode(),
    await checkGit(),
    await checkSandbox(),
    await checkDataFolder(settings.dataDir),
    await checkDisk(settings.dataDir),
    await checkPort(env['HOST'] ?? '127.0.0.1', port, isOurs),
    await checkServer(client, url, version),
    ...(version === null ? [] : await checkInside(client)),
    ...(version === null ? [] : await checkProviders(client)),
    await checkCodingAgents(),
    ...(await checkSpeech(settings.speech, settings.dataDir)),
    ...(await checkSoundFiles(env)),
    ...(await checkSound(env)),
  ];
}

const isHere = (url: string, port: number): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname) && Number(new URL(url).port) === port;

function describe({ name, state, detail, advice }: Finding, colours: Colours): string {
  const tone = { ok: colours.green, warn: colours.yellow, missing: colours.red }[state];
  const line = `${tone(state.padEnd(7))}  ${name.padEnd(17)}  ${detail}`;
  return advice === null ? line : `${line}\n${' '.repeat(28)}${colours.dim(advice)}`;
}
