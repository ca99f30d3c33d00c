import { basename } from 'node:path';
import { findSpokenNames, type SpokenNames } from '@overmind/db/queries/voice/vocabulary';
import { spokenCommands } from '@overmind/domain/requests/spoken-commands';
import type { Core } from '../core.ts';

const mostWords = 500;
const mostTitleNames = 100;
const shortestWord = 4;
const mostAddressed = 20;

/** Agents as people speak of them in commands: "ask Birch" would else be heard as "asked Birch". */
export const spokenToAgents = (agents: readonly string[]): string[] =>
  agents
    .slice(0, mostAddressed)
    .flatMap((name) => [`ask ${name}`, `give it to ${name}`, `the agent ${name}`]);

/** Words that look as if they stood in code rather than in a dictionary come before the others. */
const isCodeLike = (word: string): boolean => /[A-Z].*[A-Z]|\d|[_./-]/.test(word);

function wordsOf(titles: readonly string[]): { names: string[]; others: string[] } {
  const words = titles
    .flatMap((title) => title.match(/[\p{L}\p{N}][\p{L}\p{N}_./-]*/gu) ?? [])
    .map((word) => word.replace(/[./-]+$/, ''))
    .filter((word) => word.length >= shortestWord && word.length <= 40);
  return {
    names: words.filter(isCodeLike).slice(0, mostTitleNames),
    others: words.filter((word) => !isCodeLike(word)),
  };
}

function namesOf({ key, name, repo_path: path, agents, keys, titles, meant, words }: SpokenNames): string[] {
  const repository = path === null ? [] : [basename(path)];
  const { names, others } = wordsOf(titles);
  const first = [
    ...agents,
    ...meant,
    key,
    name,
    ...repository,
    ...keys,
    ...spokenCommands,
    ...spokenToAgents(agents),
  ];
  return [...first, ...names, ...words, ...others];
}

/** Names that are likelier in this project than elsewhere, the most telling first; bounded. */
export async function findVocabulary(core: Core, projectId: string): Promise<string[]> {
  const names = await findSpokenNames(core.db, projectId);
  return names === null ? [] : [...new Set(namesOf(names))].slice(0, mostWords);
}
