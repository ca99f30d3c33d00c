import { beginsCommand } from './commands.ts';
import { compilePhrase, matchPhrase } from './phrases.ts';
import { isSaid, isSymbol, type Token, trimMarks, wordToken } from './tokens.ts';
import { verbOfPast } from './verb-forms.ts';

const passive = compilePhrase(
  '<subject> (should|must|has to|have to|needs to|need to|ought to|shall|is to|are to|could|to|wants to|had better|is supposed to|are supposed to|may|can) [also|still|always|only|really|please|probably|now|finally|all|urgently] (be|get) [also|still|always|only|really|all|properly|finally] <done>',
);
const wanted = compilePhrase(
  '(i|we) [really|just|also] (want|wish|would like|need|demand|insist|prefer|ask|request) that <subject> (is|are|be|gets|get|will be|should be|shall be|must be) [finally|now|also|immediately] <done>',
);
const causative = compilePhrase('(have|get|has|want|need) <subject>');
const window = 40;
const maxSubject = 10;
const bySomebody = compilePhrase('<before> by (someone|somebody|you|us|anyone|an agent|the team|the agents)');

/** "The tests need to be run" and "have the tests run" as "run the tests"; null for what has no such form. */
export function toActive(clause: readonly Token[]): readonly Token[] | null {
  const said = clause.slice(0, window);
  const slots = matchPhrase(wanted, said) ?? matchPhrase(passive, said);
  const { subject = [], done = [] } = slots ?? {};
  const verb = verbOfPast(done[0]?.word ?? '');
  if (verb !== null && beginsCommand(subject)) return null;
  if (verb === null || subject.length > maxSubject) return slots === null ? fromCausative(clause) : null;
  return active(verb, subject, [...withoutDoer(done.slice(1)), ...clause.slice(window)]);
}

function withoutDoer(rest: readonly Token[]): readonly Token[] {
  const slots = matchPhrase(bySomebody, [wordToken('done'), ...rest]);
  return slots === null ? rest : (slots.before ?? []).slice(1);
}

const links: ReadonlySet<string> = new Set(
  'to that with for in on at so and or if when which who'.split(' '),
);
const starts: ReadonlySet<string> = new Set(
  'the a an all our my every these those this that it them'.split(' '),
);

function fromCausative(clause: readonly Token[]): readonly Token[] | null {
  if (matchPhrase(causative, clause.slice(0, 3)) === null) return null;
  const [first] = clause.slice(1);
  if (first === undefined || !(starts.has(first.word) || first.kind === 'key')) return null;
  for (const [at, token] of clause.slice(0, maxSubject).entries()) {
    if (at > 1 && (links.has(token.word) || !isSaid(token))) return null;
    const verb = at < 2 || isBefore(clause[at + 1]) ? null : verbOfPast(token.word);
    if (verb !== null) return active(verb, clause.slice(1, at), clause.slice(at + 1));
  }
  return null;
}

/** "the updated readme": a participle before its noun is no predicate. */
const isBefore = (next: Token | undefined): boolean =>
  next !== undefined &&
  next.kind === 'word' &&
  !links.has(next.word) &&
  !isSymbol(next) &&
  !ends.has(next.word);
const ends: ReadonlySet<string> = new Set(
  'please now again today properly by from into before after soon asap once'.split(' '),
);

function active(verb: string, subject: readonly Token[], rest: readonly Token[]): readonly Token[] {
  const [first, ...more] = trimMarks(subject);
  if (first === undefined) return [wordToken(verb), ...rest];
  const small = first.kind === 'word' && starts.has(first.word) ? first.text.toLowerCase() : first.text;
  return [wordToken(verb), { ...first, text: small, isSpaced: true }, ...more, ...rest];
}
