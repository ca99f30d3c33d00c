import type { Topic } from '@overmind/contracts/entities/request';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Words that tell what of the board is asked for, the surest first; a question of the product holds other words besides. */
export const topicCues: readonly (readonly ['status' | 'ask', Topic, ReadonlySet<string>])[] = [
  ['status', 'runners', words('runner runners')],
  [
    'ask',
    'risks',
    words(
      'risk risks risky worry worries worried danger dangers dangerous ahead concern concerns concerning threat threats',
    ),
  ],
  ['status', 'next', words('next upcoming afterwards planned scheduled plan')],
  [
    'status',
    'blocked',
    words(
      'blocked stuck blocking blocker blockers stalled hindered hindering holding held impeded halted jammed frozen obstacle obstacles',
    ),
  ],
  [
    'status',
    'review',
    words(
      'review reviews reviewed reviewable approve approval approvals sign-off merge desk plate okay inbox signature verdict',
    ),
  ],
  [
    'status',
    'failed',
    words(
      'failed fail fails failing failure failures broke broken break breaks breaking red crash crashed crashes crashing wrong error errors trouble exploded died bust green pass passed passing passes',
    ),
  ],
  [
    'status',
    'done',
    words(
      'done finished finish finishes completed complete shipped ship delivered accomplished achieved merged landed closed through achieve ticked wrapped managed manage',
    ),
  ],
  [
    'status',
    'queue',
    words(
      'queue queued waiting backlog todo to-do todos left remaining open pending outstanding line pipeline unstarted agenda remains',
    ),
  ],
  [
    'status',
    'running',
    words(
      'running runs flight busy working works work progress underway ongoing active executing live going doing cooking happening current currently',
    ),
  ],
  ['status', 'agents', words('agents agent team crew')],
  [
    'status',
    'overview',
    words(
      'status summary update overview state situation picture recap report standing shape speed briefing rundown digest news progress know',
    ),
  ],
];

/** Words that any question of the board may hold. */
export const boardFillers = words(`
  a an the this that these those it they them there here we us our you your i me my mine everyone everybody anyone anybody
  somebody someone nobody one ones people guys folks all any anything something everything nothing some each every more else
  other what which who whose how is are am was were be been being do does did done has have had can could may might will
  would should shall must need needs to for from of on in at by with about over up out off into since until before after
  and or not no yes so now then today tonight yesterday tomorrow week weeks month day days morning afternoon evening night
  overnight lunch weekend monday tuesday wednesday thursday friday saturday sunday yet still already just right moment
  currently so-far far lately recently last past this new things thing stuff tasks task jobs job tickets ticket items item
  cards card runs run work board project shop sprint list lists get gets got getting go goes going went come comes came
  look looks looking looked see show tell give let know say list bring please quick short brief quickly thanks ever soon
  while slept sleep gone away was long big full much many few lot minute second current latest whole entire move moved
  moving start starts started take takes took want waits wait ready put sit sits stand stands exactly actually really again
  first tests test build night weekend overall general change changes problem problems issues follow follows kind sort else hey hi okay our their his her its
`);

/** After these a text without a verb asks how things stand. */
export const askingNouns = words(
  'status summary overview recap state number count total update report rundown progress situation briefing anything any',
);
/** "Give me …", "show …" */
export const askingVerbs = words('show give tell list display');
export const people = words('i me my mine us');
/** What is asked of somebody who reviews. */
export const reviewing = words(
  'review approve okay sign merge look check decide see need needs waiting waits wait ready sign-off approval desk plate attention want',
);
/** With "not": what is stuck. */
export const moving = words('move go continue proceed start run begin progress advance');
/** Speaks of what may come. */
export const possible = words('could can might may will would');
