import { join } from 'node:path';
import { type AgentConfig, type Command, commandChecks } from '@overmind/contracts/entities/agent';
import type { QuestionOf, RunnerAnswer, TrialStep } from '@overmind/contracts/frames/questions';
import { buildAutomaton, redactText } from '../output/redactor.ts';
import { secretVariants } from '../output/secret-variants.ts';
import { findProgram } from '../process/find-program.ts';
import type { RunSetting } from '../runs/run-setting.ts';
import { chooseSandbox } from '../sandbox/choose.ts';
import { findPlainFolder } from '../workspace/plain-folder.ts';
import { openRepository } from '../workspace/repository.ts';
import type { FoundAgent } from './agent-catalogue.ts';
import { agentSecrets } from './agent-secrets.ts';
import { inTrialPlace, trialEnvironment } from './trial-place.ts';
import { failed, passed } from './trial-step.ts';
import { tryCodingAgent } from './try-coding-agent.ts';
import { tryModel } from './try-model.ts';

const mostSteps = 50;

/** A dry run of an agent: all that its run would need is looked at, nothing is worked on, and nothing stays behind. */
export async function tryAgent(
  { path, config }: QuestionOf<'test_agent'>,
  setting: RunSetting,
  signal: AbortSignal,
): Promise<RunnerAnswer> {
  const environment = trialEnvironment(config, setting, 'trial');
  const steps = [
    await tryRepository(path, setting),
    trySandbox(config, setting),
    ...environment.notes.map((note) => failed('variables', note)),
    ...(await tryCommands(path, config, environment.variables['PATH'] ?? '')),
    ...(config.executor === 'acp' ? await tryAcp(config, setting, signal) : []),
    ...(config.executor === 'model' ? [await tryModel(config, setting.environment, signal)] : []),
  ];
  const ofAgent = await agentSecrets([config], setting.environment);
  const automaton = buildAutomaton(secretVariants([...environment.secrets, ...ofAgent.values]));
  const shown = ({ name, ok, detail }: TrialStep): TrialStep => ({
    name: name.slice(0, 200),
    ok,
    detail: redactText(automaton, detail).slice(0, 2_000).toWellFormed(),
  });
  return { kind: 'test_agent', steps: steps.slice(0, mostSteps).map(shown) };
}

async function tryRepository(path: string, { roots }: RunSetting): Promise<TrialStep> {
  const found = await openRepository(path, roots);
  if (found.ok) {
    const branch = found.defaultBranch === null ? '' : ` Its branch is ${found.defaultBranch}.`;
    return passed('repository', `${found.path} can be opened.${branch}`);
  }
  const plain = found.reason === 'not_git' ? await findPlainFolder(path, roots) : null;
  if (plain === null) return failed('repository', found.detail);
  return passed('repository', `${path} is no git repository; each run works in a copy of it.`);
}

function trySandbox(config: AgentConfig, setting: RunSetting): TrialStep {
  const { offer } = setting.sandbox;
  const choice = chooseSandbox(offer, config);
  if (!choice.ok) return failed('sandbox', choice.detail);
  const { level, sandbox } = choice;
  return passed('sandbox', level === 'none' ? 'none, as was chosen' : `${level}, by ${sandbox.name}`);
}

async function tryCommands(path: string, config: AgentConfig, searchPath: string): Promise<TrialStep[]> {
  const { setup, teardown } = config.workspace;
  if (config.executor === 'commands' && config.commands.length + config.checks.length === 0)
    return [failed('commands', 'It has no commands yet, so it can do no work. Give it some.')];
  const work = config.executor === 'commands' ? config.commands : [];
  const of = (kind: string, commands: readonly Command[]) => commands.map((command) => ({ kind, command }));
  const all = [...of('set-up', setup), ...of('command', work), ...of('check', commandChecks(config.checks))];
  const looks = [...all, ...of('teardown', teardown)].map(({ kind, command }) =>
    tryProgram(`${kind} "${command.name}"`, command, { path, searchPath, isMadeBySetup: setup.length > 0 }),
  );
  return await Promise.all(looks);
}

async function tryProgram(
  name: string,
  { run: [program = ''], cwd }: Command,
  at: { path: string; searchPath: string; isMadeBySetup: boolean },
): Promise<TrialStep> {
  const found = await findProgram(program, join(at.path, cwd), at.searchPath);
  if (found !== null) return passed(name, found);
  const isInside = program.includes('/') && !program.startsWith('/');
  if (isInside && at.isMadeBySetup)
    return passed(name, `"${program}" is not there yet; the set-up may bring it.`);
  return failed(name, `The program "${program}" was not found on this runner.`);
}

async function tryAcp(config: AgentConfig, setting: RunSetting, signal: AbortSignal): Promise<TrialStep[]> {
  const found = await setting.agents.catalogue.find(config.acp);
  if (!found.ok) return [failed('coding agent', `${found.detail}.`)];
  const steps = [passed('coding agent', await programWords(found, setting))];
  const trial = { found, setting, signal, policy: config.permissions ?? 'ask' };
  return await inTrialPlace(config, setting, signal, async (place) =>
    place.ok ? [...steps, ...(await tryCodingAgent({ ...trial, place }))] : steps,
  );
}

async function programWords(
  { title, argv, preset }: Extract<FoundAgent, { ok: true }>,
  { agents }: RunSetting,
): Promise<string> {
  const detected = preset === null ? [] : await agents.catalogue.detect();
  const version = detected.find((each) => each.preset === preset?.name)?.version ?? null;
  return `${title}${version === null ? '' : ` ${version}`}, as ${argv[0] ?? ''}`;
}
