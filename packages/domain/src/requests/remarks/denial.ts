import { boardVerbs, denyingPhrases, negators } from '../grammar/denials.ts';
import { readCommand } from '../language/commands.ts';
import { matchStart } from '../language/phrases.ts';
import { isSaid, isSymbol, type Token } from '../language/tokens.ts';
import { verbOfPast } from '../language/verb-forms.ts';

/** More words lie between when they speak of something else. */
const reach = 7;
const persons: ReadonlySet<string> = new Set(
  'i we you nobody no it there under not never wait better rather'.split(' '),
);

/** Whether words deny an act on a task: "there is no way we cancel SHOP-17", "SHOP-19 must not be merged". */
export function isDenial(clause: readonly Token[]): boolean {
  const [first] = clause;
  const namesTask = clause.some(({ kind, word }) => kind === 'key' || word === 'task' || word === 'tasks');
  if (first === undefined || (!namesTask && !persons.has(first.word))) return false;
  const command = readCommand(clause);
  if (command !== null && !first.word.endsWith('ing') && first.word !== 'do') return false;
  return clause.some((_token, at) => deniesAt(clause, at, namesTask));
}

function deniesAt(clause: readonly Token[], at: number, namesTask: boolean): boolean {
  const window = clause.slice(at, at + reach);
  const phrase = matchStart(denyingPhrases, window);
  const length = phrase?.length ?? (isNegator(clause, at) ? 1 : 0);
  if (length === 0) return false;
  const rest = clause.slice(at + length, at + length + reach);
  const end = rest.findIndex((token) => isSymbol(token));
  const near = (end < 0 ? rest : rest.slice(0, end)).filter(isSaid);
  const isBefore = phrase !== null && clause.slice(0, at).some((token) => isAct(token, namesTask));
  return isBefore || near.some((token) => isAct(token, namesTask));
}

/** "Users can not cancel" tells of a fault. */
function isNegator(clause: readonly Token[], at: number): boolean {
  const before = clause[at - 1]?.word ?? '';
  if (at === 0 && clause[0]?.word === 'no') return false;
  return (
    negators.has(clause[at]?.word ?? '') &&
    before !== 'can' &&
    before !== 'why' &&
    before !== 'if' &&
    !reminders.has(clause[at + 1]?.word ?? '')
  );
}

/** "Do not forget to cancel it" */
const reminders: ReadonlySet<string> = new Set(['forget', 'hesitate', 'fail']);

/** Without a task named, only verbs that speak of the board alone count. */
function isAct({ word }: Token, namesTask: boolean): boolean {
  const stem = word.replace(/ing$|s$/, '');
  const verb = [word, verbOfPast(word), stem, `${stem}e`, stem.replace(/(.)\1$/, '$1')].find(
    (form) => form !== null && boardVerbs.has(form),
  );
  return verb !== undefined && verb !== null && (namesTask || boardVerbs.get(verb) === true);
}
