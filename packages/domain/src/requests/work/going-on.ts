import { render, type Token } from '../language/tokens.ts';
import { contentWords } from '../language/words.ts';
import type { WorkItem } from './plan.ts';

/** Whether a piece of work says what to do about the fact before it: "the logo is blurry, replace it". */
export function goesOn(before: WorkItem, item: WorkItem): boolean {
  if (isResult(before, item) || isSaidAgain(before, item)) return true;
  if (!before.isStatement) return false;
  if (item.isStatement) return isRemedy(item) && pronouns.has(item.command[2]?.word ?? '');
  return isAbout(item.command) || isRemedy(item) || isRepair(before, item);
}

/** One task of both. */
export function goOn(before: WorkItem, item: WorkItem): void {
  if (!isBare(item.command) && !item.isStatement) {
    before.command = item.command;
    before.isStatement = false;
  }
  before.said = `${before.said}, ${item.said}`;
  before.priority = item.priority ?? before.priority;
  before.agent = item.agent ?? before.agent;
  before.confidence = Math.max(before.confidence, item.confidence);
}

/** "The menu is broken, it does not open" */
const pronouns: ReadonlySet<string> = new Set(['it', 'they', 'there', 'nothing', 'that', 'this']);
const objects: ReadonlySet<string> = new Set(['it', 'that', 'this', 'them', 'those', 'these', 'one']);
const lone: ReadonlySet<string> = new Set(
  'fix repair solve correct investigate check debug mend improve'.split(' '),
);
const places: ReadonlySet<string> = new Set(['at', 'into', 'after', 'to', 'of', 'with', 'up', 'out']);
const causes: ReadonlySet<string> = new Set(['why', 'how']);

/** "Fix it", "fix asap", "look at that", "find out why": a command on what was told. */
function isAbout([verb, object, more]: readonly Token[]): boolean {
  if (object === undefined) return lone.has(verb?.word ?? '');
  if (objects.has(object.word) || causes.has(object.word)) return true;
  return places.has(object.word) && (objects.has(more?.word ?? '') || causes.has(more?.word ?? ''));
}

const determining: ReadonlySet<string> = new Set(['that', 'this', 'those', 'these']);

/** "Fix it" says nothing by itself; "make that text darker" does. */
function isBare(command: readonly Token[]): boolean {
  const [, object, more] = command;
  return (
    isAbout(command) && !(determining.has(object?.word ?? '') && more?.kind === 'word' && command.length > 3)
  );
}

/** After a mark alone: "the cart is slow, add caching". */
const isRemedy = ({ joint, hasWord }: WorkItem): boolean => joint === 'and' && !hasWord;

const repairing: ReadonlySet<string> = new Set(
  'fix repair look check investigate solve debug find improve adjust correct mend analyze analyse examine resolve figure see'.split(
    ' ',
  ),
);

/** "The export was empty. Could you look at the export?" speaks twice of one thing. */
function isRepair(before: WorkItem, item: WorkItem): boolean {
  if (item.isStatement || item.joint !== 'new' || !repairing.has(item.command[0]?.word ?? '')) return false;
  const told = new Set(contentWords(before.said));
  return contentWords(render(item.command.slice(1))).some((word) => told.has(word));
}

/** "They want reports by mail, so add a job for that": the same work, said twice. */
function isResult(before: WorkItem, { command }: WorkItem): boolean {
  return before.isWish && objects.has(command.at(-1)?.word ?? '') && command.at(-2)?.word === 'for';
}

const making: ReadonlySet<string> = new Set(
  'add build create do implement introduce include provide'.split(' '),
);

/** "They want a banner. Add one to the start page" */
const isSaidAgain = (before: WorkItem, { command }: WorkItem): boolean =>
  before.isWish && making.has(command[0]?.word ?? '') && objects.has(command[1]?.word ?? '');
