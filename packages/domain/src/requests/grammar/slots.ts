import { phraseTable } from '../language/phrases.ts';

/** Words that raise or lower a priority without saying how far. */
export const upward = phraseTable(`
  (prioritize|bump up|bump|boost|escalate|expedite|raise|increase|up|move up|push up|hurry up with|speed up|rush|raise up|fast-track|accelerate)
`);
/** Those that leave no doubt how far. */
export const urging = phraseTable(`(prioritize|escalate|expedite|fast-track|rush)`);
export const downward = phraseTable(`
  (deprioritize|bump down|lower|reduce|decrease|move down|push down|postpone|defer|delay|put off|push back|downgrade|relax)
`);
