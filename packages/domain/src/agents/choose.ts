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
}

/** What comes later in a long text tells no more of who shall do it. */
const maxRead = 4_000;

function readHints(text: string): Hints {
  const tokens = tokenise(tidy(text.slice(0, maxRead)));
  return {
    paths: tokens.filter(({ kind }) => kind === 'path').map(({ word }) => word),
    words: tokens.flatMap(({ word, kind }) => (kind === 'word' ? [word, ...joinedParts(word)] : [word])),
  };
}

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

function sideOf(agent: ChoosableAgent): Side | null {
  const sides: readonly Side[] = ['frontend', 'backend'];
  return sides.find((side) => agent.role.toLowerCase() === side || agent.name === side) ?? null;
}

function sideScore(side: Side, { paths, words }: Hints): number {
  const inWords = words.filter((word) => sideWords[side].has(word)).length;
  const inPaths = paths.filter((path) => {
    const segments = path.split('/');
    const extension = path.split('.').at(-1) ?? '';
    return sideExtensions[side].has(extension) || segments.some((segment) => sideFolders[side].has(segment));
  }).length;
  return inWords + inPaths * 2;
}
