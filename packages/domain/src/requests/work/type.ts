import type { TaskType } from '@overmind/contracts/entities/task';
import { taskTypes } from '../grammar/task-types.ts';
import { readCommand } from '../language/commands.ts';
import { compilePhrase, type Lexicon, matchStart } from '../language/phrases.ts';
import { isSymbol, type Token } from '../language/tokens.ts';

/** The first words tell the type; what follows a "so that" or a comma does not. */
const window = 14;
const servers: ReadonlySet<string> = new Set([
  'server',
  'servers',
  'migrations',
  'migration',
  'app',
  'build',
]);
const clauseEnds: ReadonlySet<string> = new Set([
  'so',
  'because',
  'which',
  'before',
  'after',
  'when',
  'while',
  'unless',
]);

const lexicon: Lexicon = {
  near: (words) => words.every(isPlain),
  no_server: (words) => words.every((token) => isPlain(token) && !servers.has(token.word)),
  verb: (words) => words.length <= 2 && readCommand(words) !== null,
  markdown: ([token, more]) =>
    more === undefined && token?.kind === 'path' && /\.(?:md|mdx|rst|adoc|txt)$/.test(token.word),
  infra_file: ([token, more]) =>
    more === undefined &&
    token?.kind === 'path' &&
    /(?:^|\/)(?:dockerfile|\.github|docker-compose|deploy|infra|k8s|helm|terraform|ansible)|\.(?:tf|ya?ml)$/.test(
      token.word,
    ),
};

const isPlain = (token: Token): boolean =>
  (!isSymbol(token) || token.text === ':') && !clauseEnds.has(token.word);

/** The type of task that a command asks for. */
export function classifyTask(command: readonly Token[]): TaskType {
  const start = withoutPaperNames(command.slice(0, window));
  return taskTypes.find(([, phrases]) => matchStart(phrases, start, lexicon) !== null)?.[0] ?? 'code_change';
}

const papers: ReadonlySet<string> = new Set(
  'faq guide wiki glossary tutorial changelog handbook manual'.split(' '),
);
const shown: ReadonlySet<string> = new Set(
  'page pages section field button link form view screen tab menu widget layout icon footer header accordion'.split(
    ' ',
  ),
);
/** "The FAQ page" is a page of the product. */
const withoutPaperNames = (words: readonly Token[]): readonly Token[] =>
  words.filter(({ word }, at) => !papers.has(word) || !shown.has(words[at + 1]?.word ?? ''));

const inPapers = compilePhrase(
  '(in|to|into|on) [the|our|its|a] [project|api|developer|user|contributing] (readme|docs|doc|documentation|wiki|changelog|guide|manual|handbook|faq|runbook|<markdown>)',
);
const telling: ReadonlySet<string> = new Set(['explain', 'describe', 'clarify', 'mention', 'show', 'list']);

/** "Explain in the readme how …": told to readers, not to the one who asks. */
export const isForPapers = (words: readonly Token[]): boolean =>
  telling.has(words[0]?.word ?? '') &&
  words
    .slice(0, window)
    .some((_token, at) => matchStart([inPapers], words.slice(at, at + 6), lexicon) !== null);
