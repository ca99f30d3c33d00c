import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { TaskType } from '@overmind/contracts/entities/task';
import { tidy } from '../requests/language/tidy.ts';
import { tokenise } from '../requests/language/tokens.ts';
import { matchesGlob } from './glob.ts';
import { findNamedAgent } from './named.ts';
import { rolesByType, type Side, sideExtensions, sideFolders, sideWords } from './vocabulary.ts';

export interface ChoosableAgent {
  name: string;
  role: string;
  is_enabled: boolean;
  /** Types of task it takes; empty leaves it to its role. */
  handles: AgentConfig['handles'];
  /** Globs of the files it looks after. */
  paths: readonly string[];
}

/**
 * The name of the agent that a task of this type and wording goes to. One named in the text gets it, disabled or
 * not; else the enabled agent that handles the type and fits best by paths and words, by role, by name.
 */
export function chooseAgent(type: TaskType, text: string, agents: readonly ChoosableAgent[]): string | null {
  const named = findNamedAgent(text, agents);
  if (named !== null) return named;
  const hints = readHints(text);
  const scored = agents
    .filter((agent) => agent.is_enabled && takes(agent, type))
    .map((agent) => ({ name: agent.name, score: score(agent, type, hints) }));
  scored.sort((one, other) => other.score - one.score || (one.name < other.name ? -1 : 1));
  return scored[0]?.name ?? null;
}

function takes(agent: ChoosableAgent, type: TaskType): boolean {
  return agent.handles.length > 0 ? agent.handles.includes(type) : roleRank(agent, type) > 0;
}

/** 0 for a role that does not fit, higher for a better one, below 1. */
function roleRank(agent: ChoosableAgent, type: TaskType): number {
  const roles = rolesByType[type];
  const index = roles.findIndex((role) => role === agent.role.toLowerCase() || role === agent.name);
  return index < 0 ? 0 : 1 - (index + 1) / (roles.length + 1);
}

interface Hints {
  paths: string[];
  words: string[];
  /** Those that may name the thing itself, before "to", "for" and the like. */
  head: string[];
}

/** What comes later in a long text tells no more of who shall do it. */
const maxRead = 4_000;

function readHints(text: string): Hints {
  const tokens = tokenise(tidy(text.slice(0, maxRead)));
  const end = tokens.findIndex(
    ({ word }, at) => at > 1 && turning.has(word) && !unturned.has(tokens[at - 1]?.word ?? ''),
  );
  const spoken = (said: typeof tokens): string[] =>
    said.flatMap(({ word, kind }) => (kind === 'word' ? [word, ...joinedParts(word)] : [word]));
  return {
    paths: tokens.filter(({ kind }) => kind === 'path').map(({ word }) => word),
    words: spoken(tokens),
    head: spoken(end < 0 ? tokens : tokens.slice(0, end)),
  };
}

const turning: ReadonlySet<string> = new Set(
  'to for on in at of that which with from when by into while after before'.split(' '),
);
/** "A need of …", "one task for …" */
const unturned: ReadonlySet<string> = new Set('need task ticket card one another'.split(' '));
const joinedParts = (word: string): string[] => (word.includes('-') ? word.split('-') : []);

function score(agent: ChoosableAgent, type: TaskType, hints: Hints): number {
  const owned = hints.paths.reduce((sum, path) => sum + ownership(path, agent.paths), 0);
  const spoken = hints.words.includes(agent.role.toLowerCase()) || hints.words.includes(agent.name) ? 2 : 0;
  const side = sideOf(agent);
  const fit = type === 'code_change' && side !== null ? sideScore(side, hints) : 0;
  return owned + spoken + fit + roleRank(agent, type);
}

/** A glob that begins with a folder says more than one that holds anywhere. */
function ownership(path: string, globs: readonly string[]): number {
  return Math.max(0, ...globs.map((glob) => (matchesGlob(path, glob) ? (/^[^*]+\//.test(glob) ? 8 : 3) : 0)));
}

const sides: readonly Side[] = ['frontend', 'backend'];
function sideOf(agent: ChoosableAgent): Side | null {
  return sides.find((side) => agent.role.toLowerCase() === side || agent.name === side) ?? null;
}

const isOfSide = (word: string, side: Side): boolean =>
  sideWords[side].has(word) ||
  (word.length > 4 && word.endsWith('s') && sideWords[side].has(word.slice(0, -1)));

/** Fields, filters and the like are as often in an endpoint as on a page. */
const shared: ReadonlySet<string> = new Set(
  'field fields filter filters sort text texts link links'.split(' '),
);
/** The thing itself says more than what it is for. */
const headWeight = 1;

function sideScore(side: Side, { paths, words, head }: Hints): number {
  const isHead = isOfSide(
    head.findLast((word) => !shared.has(word) && sides.some((each) => isOfSide(word, each))) ?? '',
    side,
  );
  const inWords = words.filter((word) => isOfSide(word, side)).length + (isHead ? headWeight : 0);
  const inPaths = paths.filter((path) => {
    const segments = path.split('/');
    const extension = path.split('.').at(-1) ?? '';
    return sideExtensions[side].has(extension) || segments.some((segment) => sideFolders[side].has(segment));
  }).length;
  return inWords + inPaths * 2;
}
