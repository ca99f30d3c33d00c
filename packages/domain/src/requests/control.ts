import type { Intent, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import { clarifyAgent, clarifyTargets, confirmByVoice } from './clarify.ts';
import type { UnderstandContext } from './context.ts';
import { type ControlRule, controlRules, levels } from './controls.ts';
import { findTargets, type TargetSearch, type Targets } from './targets.ts';

const unfinished: readonly (readonly TaskStatus[])[] = [
  ['in_progress', 'queued', 'blocked'],
  ['needs_review', 'failed'],
];
const any: readonly (readonly TaskStatus[])[] = [...unfinished, ['done', 'canceled']];

/** Intents that act on tasks, and which tasks they can mean. */
const searches: Partial<Record<Intent, TargetSearch>> = {
  cancel: { tiers: unfinished, isStrict: true },
  retry: { tiers: [['failed'], ['blocked']], isStrict: false },
  approve: { tiers: [['needs_review']], isStrict: true },
  reject: { tiers: [['needs_review']], isStrict: true },
  reprioritize: {
    tiers: [
      ['queued', 'blocked'],
      ['in_progress', 'needs_review', 'failed'],
    ],
    isStrict: false,
  },
  what_changed: { tiers: [['needs_review'], ['done'], ['in_progress', 'failed']], isStrict: false },
  status: { tiers: any, isStrict: false },
  run_cycle: { tiers: [['queued'], ['failed', 'blocked']], isStrict: false },
};

export function controlRequest(intent: Intent, fields: Partial<UnderstoodRequest> = {}): UnderstoodRequest {
  return {
    ...{ kind: 'control', intent, tasks: [], targets: [], agent: null, priority: null },
    ...{ needs_clarification: null, confidence: 0.95 },
    ...fields,
  };
}

/** Longer words describe work. */
const maxControlLength = 300;

/** What a part controls, by the first rule that fits; null when it controls nothing. */
export function readControl(
  part: string,
  context: UnderstandContext,
  restore: (text: string) => string,
): UnderstoodRequest | null {
  const isAffirmed = /^(?:yes|yeah|yep|sure|confirm(?:ed)?)\b[\s,:]*/i;
  const text = part.replace(isAffirmed, '').replace(/[\s.!?,;:]+$/, '');
  if (text.length > maxControlLength) return null;
  for (const rule of controlRules) {
    const groups = rule.says.exec(text)?.groups ?? (rule.says.test(text) ? {} : null);
    const request = groups === null ? null : applyRule(rule, groups, context, restore);
    if (request !== null) return isAffirmed.test(part) ? request : confirmByVoice(request, context);
  }
  return null;
}

type Groups = Record<string, string | undefined>;

function applyRule(
  { intent, match }: ControlRule,
  groups: Groups,
  context: UnderstandContext,
  restore: (text: string) => string,
): UnderstoodRequest | null {
  if (groups.who !== undefined) return readAgentRule(intent, groups.who, context);
  const search = searches[intent];
  if (search === undefined) return controlRequest(intent);
  if (intent === 'status' && match === 'loose') return controlRequest(intent);
  if (intent === 'run_cycle' && match === 'loose') return controlRequest(intent);
  const what = restore(groups.what ?? '');
  return targetRequest({ intent, match, what, priority: readLevel(groups) }, context);
}

interface TargetPhrase {
  intent: Intent;
  match: ControlRule['match'];
  what: string;
  priority: number | null;
}

/** A request that acts on the tasks that `what` means, or asks which. Null when the words name no task. */
export function targetRequest(
  { intent, match, what, priority }: TargetPhrase,
  context: UnderstandContext,
): UnderstoodRequest | null {
  const search = searches[intent] ?? { tiers: any, isStrict: false };
  const targets = findTargets(what, search, context);
  const isRun = intent === 'run_cycle';
  if (targets.kind === 'none' && match === 'strict' && !/\btask\b/i.test(what)) return null;
  if (isRun && !hasKey(targets, what)) return null;
  if (targets.kind !== 'found') return clarifyTargets(controlRequest(intent, { priority }), what, targets);
  const isRetry = isRun && targets.keys.every((key) => isStuck(key, context));
  return controlRequest(isRetry ? 'retry' : intent, { targets: targets.keys, priority });
}

/** "Run it" and "run the tests" ask for other things: only a key or the word "task" means a task to run. */
function hasKey(targets: Targets, what: string): boolean {
  return targets.kind === 'found' && /-\d+\b|#\d+|\btask\b/i.test(what);
}

function isStuck(key: string, { tasks }: UnderstandContext): boolean {
  const status = tasks.find((task) => task.key === key)?.status;
  return status === 'failed' || status === 'blocked';
}

function readAgentRule(intent: Intent, who: string, context: UnderstandContext): UnderstoodRequest | null {
  const name = who.replace(/^@/, '').toLowerCase();
  const agent = context.agents.find(
    (candidate) => candidate.name === name || candidate.role.toLowerCase() === name,
  );
  if (agent !== undefined) return controlRequest(intent, { agent: agent.name });
  return who.startsWith('@') ? clarifyAgent(controlRequest(intent, { agent: name }), context) : null;
}

/** An agent named after a slash command. */
export function agentRequest(intent: Intent, who: string, context: UnderstandContext): UnderstoodRequest {
  return readAgentRule(intent, `@${who.replace(/^@/, '')}`, context) ?? controlRequest(intent);
}

export function readLevel(groups: Groups): number | null {
  const word = groups.level2 ?? groups.level;
  if (word === undefined) return null;
  const [says, level] = levels.find(([pattern]) => pattern.test(word)) ?? [/^/, 3];
  return level === 0 ? Number(says.exec(word)?.[1] ?? 3) : level;
}
