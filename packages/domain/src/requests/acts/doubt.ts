import type { Intent } from '@overmind/contracts/entities/request';
import { type Token, trimMarks } from '../language/tokens.ts';
import { graveActs } from './requests.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const modals = words('can could would will please may');
const asked = words('you we someone somebody anyone i anybody please');
const tentative = words('maybe perhaps possibly');
const later = words('tomorrow tonight later monday tuesday wednesday thursday friday saturday sunday');

/** Whether a grave act is wondered about, or meant for later, rather than ordered: "cancel SHOP-14?", "maybe cancel it". */
export function isDoubtful(intent: Intent, said: readonly Token[], isQuestion: boolean): boolean {
  if (!graveActs.has(intent)) return false;
  const [first, second, third] = trimMarks(said).map(({ word }) => word);
  const last = trimMarks(said).at(-1)?.word ?? '';
  if (first === 'drop' && last === 'everything') return true;
  if (tentative.has(first ?? '') || later.has(last)) return true;
  const mayBe =
    (first === 'we' || first === 'i') && (second === 'could' || second === 'might' || second === 'may');
  if (mayBe) return true;
  const isPolite = modals.has(first ?? '') && (asked.has(second ?? '') || asked.has(third ?? ''));
  return isQuestion && !isPolite && first !== 'please';
}
