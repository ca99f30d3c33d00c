import type { KnownTask } from '../context.ts';
import type { Token } from '../language/tokens.ts';
import { type Board, choose, keysOf, type TargetSearch, type Targets } from './board.ts';

const severals: ReadonlySet<string> = new Set(['them', 'those', 'these', 'they']);

/** "It": what was spoken of last, else the likeliest. */
export function findPronoun(
  phrase: readonly Token[],
  { tiers, isStrict }: TargetSearch,
  board: Board,
): Targets {
  const inTier = tiers.map((tier) => board.index.tasks.filter((task) => tier.includes(task.status)));
  const eligible = inTier.flat();
  const spokenOf = board.mentioned.flatMap((key) => eligible.filter((task) => task.key === key));
  const [latest] = spokenOf;
  if (latest !== undefined) {
    if (severals.has(phrase[0]?.word ?? '') && spokenOf.length > 1)
      return { kind: 'found', keys: keysOf(spokenOf), isGroup: true };
    const rivals = spokenOf.filter(({ status }) => status === latest.status);
    return isStrict && rivals.length > 1
      ? { kind: 'unclear', candidates: spokenOf }
      : { kind: 'found', keys: [latest.key], isGroup: false };
  }
  const unseen = board.mentioned[0];
  if (unseen !== undefined && !board.index.tasks.some(({ key }) => key === unseen))
    return { kind: 'found', keys: [unseen], isGroup: false };
  const candidates = inTier.find((group) => group.length > 0) ?? [];
  return choose(candidates, severals.has(phrase[0]?.word ?? ''));
}

/** "The other one" of two that were spoken of, else of two that are there. */
export function findOther(eligible: readonly KnownTask[], { mentioned, index }: Board): Targets {
  const [latest, other] = mentioned.filter((key) => index.tasks.some((task) => task.key === key));
  if (other !== undefined && eligible.some(({ key }) => key === other))
    return { kind: 'found', keys: [other], isGroup: false };
  return choose(
    eligible.filter(({ key }) => key !== latest),
    false,
  );
}

/** "All of them", "both". */
export function findEveryone(
  phrase: readonly Token[],
  eligible: readonly KnownTask[],
  { mentioned }: Board,
): Targets {
  const isPair = phrase.some(({ word }) => word === 'both' || word === 'two');
  const spokenOf = mentioned.filter((key) => eligible.some((task) => task.key === key));
  const isOfThose = isPair || phrase.some(({ word }) => word === 'them' || word === 'those');
  if (isOfThose && spokenOf.length > 1)
    return { kind: 'found', keys: isPair ? spokenOf.slice(0, 2) : spokenOf, isGroup: true };
  if (isPair && eligible.length > 2) return { kind: 'unclear', candidates: eligible };
  return choose(eligible, true);
}
