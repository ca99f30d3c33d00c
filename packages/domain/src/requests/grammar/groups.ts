import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';
import { phraseTable } from '../language/phrases.ts';

/** Words that say in which status the meant tasks are. */
export const statusWords: ReadonlyMap<string, TaskStatus> = new Map(
  Object.entries({
    failed: 'failed failing broken red failures failure',
    in_progress: 'running active current live progress ongoing working',
    queued: 'queued waiting pending queue unstarted',
    blocked: 'blocked stuck',
    needs_review: 'review reviewed reviewable unreviewed',
    done: 'done completed finished',
    canceled: 'canceled',
  } satisfies Record<TaskStatus, string>).flatMap(([status, words]) =>
    words.split(' ').map((word) => [word, status as TaskStatus] as const),
  ),
);

export const typeWords: ReadonlyMap<string, TaskType> = new Map([
  ['test', 'test'],
  ['testing', 'test'],
  ['doc', 'doc'],
  ['documentation', 'doc'],
  ['research', 'research'],
  ['infra', 'infra'],
  ['infrastructure', 'infra'],
  ['code', 'code_change'],
  ['coding', 'code_change'],
]);

export const pronouns = phraseTable(`
  (it|that|this|them|those|these|him|her|he|she|they)
  (that|this|the|the very|same|the same) (one|task|run|job|thing|ticket|last|latest|last one|latest one|same one|same task|same|request|change|work|item|stuff)
  (those|these) [two|three] (ones|tasks|two|runs)
  [the] (last|latest|current|previous|newest|most recent) (one|task|run|job|ticket)
  (it all|all of it)
`);
export const others = phraseTable(`
  (the other [one|task|two]|the others|the rest [of them]|another one|the other ones|the other tasks)
`);
export const everyone = phraseTable(`
  (all|everything|both|all of (them|those|these|it)|both of (them|those)|them (all|both)|[all] [the] (whole|entire) (board|queue|lot)|everything (else|there is|you have|on the board)|anything|all [the|my|our|your|of the|open|other|remaining|current|existing] (tasks|runs|jobs|tickets|ones|work|things|stuff)|every (one|task|single one|single task)|each (one|task|of them)|the lot|the whole lot|[all] the tasks|[those] two|both [of] [the] (tasks|ones)|any task|all [of] [the] (two|three|four|five))
`);
/** Words that name no task by themselves. */
export const emptyWords: ReadonlySet<string> = new Set(
  `the a an task tasks job jobs run runs one ones ticket tickets of them that those these is are was were my our your
  everything all both every each anything any which who what currently now still right in on at by from for thing things
  work item items card cards stuff have has been be whatever there we you i it this to open single please related
  about with regarding concerning called named titled entitled agent needs need needing waiting ready just only other
  did do currently been being supposed labeled please some two three state status list board issue issues 's so
  piece under execution processing`.split(/\s+/),
);
/** Words that mean several. */
export const plurals: ReadonlySet<string> = new Set(
  'all both every each everything tasks ones runs jobs tickets anything whatever those these them'.split(' '),
);
export const marks: ReadonlySet<string> = new Set('task tasks ticket tickets one ones'.split(' '));
export const exceptions: ReadonlySet<string> = new Set(['except', 'excluding', 'besides', 'save']);
