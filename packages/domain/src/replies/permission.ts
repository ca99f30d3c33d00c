import type { Permission } from '@overmind/contracts/entities/permission';
import type { Choice } from '@overmind/contracts/entities/request';
import { readAnswer } from '../requests/answer.ts';
import { sentence, shorten } from './wording.ts';

export type Verdict = 'allow' | 'deny';

/** What became of what a coding agent asked for, once a person spoke. */
export interface PermissionOutcome {
  kind: 'permission';
  key: string;
  title: string;
  verdict: Verdict;
  /** It had been decided so before. */
  isRepeat: boolean;
}

export function tellPermission({ key, title, verdict, isRepeat }: PermissionOutcome): string {
  const done = verdict === 'allow' ? 'Allowed' : 'Denied';
  return `${done}${isRepeat ? ' already' : ''} for **${key}**: ${quoted(shorten(title))}`;
}

type Asked = Pick<Permission, 'id' | 'title' | 'detail'>;

/** As many characters as name a request among those of a task. */
const endingLength = 8;
export const endingOf = (permissionId: string): string => permissionId.slice(-endingLength);

/** Two ways to answer. Each names its request, so that a late answer decides nothing else. */
export const permissionChoices = (key: string, permissionId: string): Choice[] => [
  { label: 'Allow', say: `allow ${key} (${endingOf(permissionId)})` },
  { label: 'Deny', say: `deny ${key} (${endingOf(permissionId)})` },
];

const maxDetail = 1_500;

/** The question for a person. Title and detail are the agent's own words, so they stand as code and say nothing else. */
export function askPermission(key: string, { title, detail }: Asked): string {
  const shown = detail.trim() === '' || detail.trim() === title.trim() ? [] : [fenced(detail.trim())];
  return [`**${key}** asks for leave: ${quoted(shorten(title))}`, ...shown, '1. Allow\n2. Deny'].join('\n\n');
}

function quoted(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  return text === '' ? 'something' : `${fence} ${text} ${fence}`;
}

function fenced(text: string): string {
  const cut = text.length > maxDetail ? `${text.slice(0, maxDetail).toWellFormed()}\n…` : text;
  const fence = '`'.repeat(Math.max(3, longestRun(cut) + 1));
  return `${fence}\n${cut}\n${fence}`;
}

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** Which requests there are to answer, where it is not said. */
export const whichPermission = (keys: readonly string[]): string =>
  sentence(`More than one agent asks for leave: ${keys.join(', ')}. Say which one`);

/** What a text decides, and of which request; without `key` of the one that was asked for last. */
export interface SpokenVerdict {
  verdict: Verdict;
  key: string | null;
  ending: string | null;
  /** It answers without saying what: "yes", "2". */
  isBare: boolean;
}

const before = '(?:(?:yes|yeah|yep|no|nope|ok|okay|sure|please)[,.!]? )*';
const what = '(?: (?:it|that|this|them|him|her|the request|permission|access))?(?: (?:for|to|in|on|of))?';
const which = String.raw`(?: ([a-z][a-z0-9]*-\d+))?(?: \(([0-9a-f]{8})\))?`;
const after = '(?:[,.!]? (?:please|now|once|thanks))*[.!]*';
const allowing = 'allow(?:ed)?|permit(?:ted)?|grant(?:ed)?';
const denying =
  "deny|denied|refused?|forbid|forbidden|disallow(?:ed)?|declined?|(?:don['’]?t|do not|never) (?:allow|permit|grant)";
const allow = new RegExp(`^${before}(?:${allowing})${what}${which}${after}$`);
const deny = new RegExp(`^${before}(?:${denying})${what}${which}${after}$`);
const flatNo =
  /^(?:(?:no|nope|please)[,.!]? )*(?:don['’]?t|do not|never)(?: do)?(?: (?:it|that|this))?[.!]*$/;
const negated = /\b(?:not|never|cannot|\w+n['’]?t)\b/;
const maxLength = 120;

/** The answer that a text gives to what coding agents ask leave for; null for any other text. */
export function readVerdict(text: string): SpokenVerdict | null {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (plain === '' || plain.length > maxLength) return null;
  for (const [verdict, pattern] of [
    ['deny', deny],
    ['allow', allow],
  ] as const) {
    const [found, key, ending] = pattern.exec(plain) ?? [];
    if (found !== undefined)
      return { verdict, key: key?.toUpperCase() ?? null, ending: ending ?? null, isBare: false };
  }
  const bare = readBare(plain);
  return bare === null ? null : { verdict: bare, key: null, ending: null, isBare: true };
}

const bareChoices: Choice[] = [
  { label: 'Yes, allow', say: 'allow' },
  { label: 'No, deny', say: 'deny' },
];

/** What denies in other words is left to be understood: "do not forget the tests" answers nothing. */
function readBare(plain: string): Verdict | null {
  if (flatNo.test(plain)) return 'deny';
  if (negated.test(plain)) return null;
  const answered = readAnswer(plain, { question: '', choices: bareChoices }, []);
  if (answered?.kind === 'nothing') return 'deny';
  const [only, second] = answered?.kind === 'say' ? answered.sentences : [];
  return second === undefined && (only === 'allow' || only === 'deny') ? only : null;
}
