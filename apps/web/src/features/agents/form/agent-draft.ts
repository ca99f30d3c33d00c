import {
  type Agent,
  AgentConfig,
  AgentName,
  type Command,
  commandChecks,
  reviewerChecks,
} from '@overmind/contracts/entities/agent';
import type { z } from 'zod';
import { choiceOf, type ModelChoice } from '#features/model-rules/choice-fields.tsx';
import { agentFieldNames, agentForm as text } from '#text/agent-form.ts';

type Config = AgentConfig;
type ModelPrivacy = NonNullable<Config['model_policy']>['privacy'];

/** An agent as it is being written: lists hold blank lines, and what an executor does not need is kept meanwhile. */
export interface AgentDraft {
  name: string;
  role: string;
  config: Config;
  repoPath: string;
  prompt: string;
  coder: { way: 'preset' | 'command'; preset: string; command: string[]; sessionFiles: string[] };
  network: { way: 'full' | 'none' | 'allow'; hosts: string[] };
  cache: { key: string[]; paths: string[] };
  variables: string[];
  model: { privacy: ModelPrivacy | ''; prefer: string[]; choice: ModelChoice };
}

export function draftOf(agent: Agent | null): AgentDraft {
  const config = agent?.config ?? AgentConfig.parse({});
  const { acp, network, workspace, model_policy: model } = config;
  const own = acp !== undefined && 'command' in acp ? acp : null;
  return {
    name: agent?.name ?? '',
    role: agent?.role ?? '',
    config,
    repoPath: config.repo_path ?? '',
    prompt: config.prompt ?? '',
    coder: {
      way: own === null ? 'preset' : 'command',
      preset: acp !== undefined && 'preset' in acp ? acp.preset : '',
      command: own?.command ?? [''],
      sessionFiles: own?.session_files ?? [],
    },
    network:
      typeof network === 'string' ? { way: network, hosts: [] } : { way: 'allow', hosts: network.allow },
    cache: workspace.cache ?? { key: [], paths: [] },
    variables: Object.entries(workspace.variables).map(([name, value]) => `${name}=${value}`),
    model: { privacy: model?.privacy ?? '', prefer: model?.prefer ?? [], choice: choiceOf(model) },
  };
}

const tidy = (lines: readonly string[]): string[] => lines.map((line) => line.trim()).filter(Boolean);
const tidyWords = (words: readonly string[]): string[] =>
  words.filter((word, index) => index === 0 || word !== '');
const tidyCommands = (commands: readonly Command[]): Command[] =>
  commands.map((command) => ({ ...command, run: tidyWords(command.run) }));

function workspaceOf({ config, cache, variables }: AgentDraft): z.input<typeof AgentConfig>['workspace'] {
  const { cache: _, ...workspace } = config.workspace;
  const [key, paths] = [tidy(cache.key), tidy(cache.paths)];
  return {
    ...workspace,
    setup: tidyCommands(workspace.setup),
    teardown: tidyCommands(workspace.teardown),
    ...(key.length === 0 && paths.length === 0 ? {} : { cache: { key, paths } }),
    variables: Object.fromEntries(
      tidy(variables).map((line) => [
        line.slice(0, line.indexOf('=')).trim(),
        line.slice(line.indexOf('=') + 1),
      ]),
    ),
  };
}

function acpOf({ coder }: AgentDraft): z.input<typeof AgentConfig>['acp'] {
  if (coder.way === 'preset') return { preset: coder.preset };
  const files = tidy(coder.sessionFiles);
  return { command: tidyWords(coder.command), ...(files.length === 0 ? {} : { session_files: files }) };
}

function inputOf(draft: AgentDraft): z.input<typeof AgentConfig> {
  const { config, network, model } = draft;
  const { repo_path: _, prompt: __, acp: ___, model_policy: known, ...rest } = config;
  return {
    ...rest,
    ...(draft.repoPath.trim() === '' ? {} : { repo_path: draft.repoPath.trim() }),
    ...(draft.prompt.trim() === '' ? {} : { prompt: draft.prompt }),
    ...(config.executor === 'acp' ? { acp: acpOf(draft) } : {}),
    ...(config.executor === 'model' && model.privacy !== ''
      ? { model_policy: { ...model.choice, privacy: model.privacy, prefer: tidy(model.prefer) } }
      : {}),
    // No field shows it here, yet it says whether the coding agent may be started.
    ...(config.executor === 'acp' && known !== undefined ? { model_policy: known } : {}),
    commands: tidyCommands(config.commands),
    checks: [...tidyCommands(commandChecks(config.checks)), ...reviewerChecks(config.checks)],
    paths: tidy(config.paths),
    labels: tidy(config.labels),
    writes: tidy(config.writes),
    env: tidy(config.env),
    secrets: tidy(config.secrets),
    network: network.way === 'allow' ? { allow: tidy(network.hosts) } : network.way,
    workspace: workspaceOf(draft),
  };
}

type Read = { ok: true; config: Config } | { ok: false; problem: string };

/** The configuration, or a sentence about the first thing that is wrong with it. */
export function readDraft(draft: AgentDraft, isNew: boolean): Read {
  const { coder, config } = draft;
  if (isNew) {
    const name = AgentName.safeParse(draft.name);
    if (!name.success) return { ok: false, problem: name.error.issues[0]?.message ?? '' };
  }
  const isCoderNamed = coder.way === 'preset' ? coder.preset !== '' : (coder.command[0] ?? '').trim() !== '';
  if (config.executor === 'acp' && !isCoderNamed) return { ok: false, problem: text.chooseCoder };
  if (reviewerChecks(config.checks).some(({ reviewer }) => reviewer === ''))
    return { ok: false, problem: text.chooseReviewer };
  if (tidy(draft.variables).some((line) => line.indexOf('=') < 1))
    return { ok: false, problem: text.badVariable };
  const parsed = AgentConfig.safeParse(inputOf(draft));
  if (parsed.success) return { ok: true, config: parsed.data };
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? '');
  return { ok: false, problem: text.problemIn(agentFieldNames[field] ?? field, wordsOf(issue)) };
}

type Issue = z.core.$ZodIssue;

/** Of a value that fits none of several shapes, what the nearest says; of equally near ones the last. */
function wordsOf(issue: Issue | undefined): string {
  if (issue?.code !== 'invalid_union') return issue?.message ?? '';
  const [nearest] = issue.errors.toReversed().toSorted((one, other) => one.length - other.length);
  return nearest?.[0]?.message ?? issue.message;
}
