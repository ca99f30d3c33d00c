import type { ControlTable } from '../control-table.ts';

const cancel = '(cancel|abort|call off)';

/** Tasks canceled. */
export const cancellationControls: ControlTable = [
  [
    'cancel',
    'plain',
    `${cancel} [<task>] [please|now|immediately|right now|at once|, (it|we|that|not) <words>|because <words>|, because <words>|since <words>|, [it is] (no longer needed|not needed anymore|obsolete)]`,
  ],
  ['cancel', 'plain', `(forget about) <task>`],
  ['cancel', 'known', `(never mind|nevermind|forget) <task>`],
  [
    'cancel',
    'marked',
    `(stop|delete|remove|discard|skip|end|close|bin|trash|dump|quit|halt|interrupt|get rid of|throw away|withdraw|nuke|erase|cut|give up|call <what> off|drop) <task> [please|now|immediately|right now|at once|from the (queue|board|list|backlog)|, (it|we) <words>|because <words>|since <words>]`,
  ],
  [
    'cancel',
    'known',
    `(kill|scrap|ditch|axe|terminate|stop working on|stop work on|stop running|abandon|give up on|pull the plug on|kill off|i changed my mind about|changed my mind about|forget about) <task> [please|now|immediately|right now|at once|, (it|we) <words>|because <words>|since <words>]`,
  ],
  [
    'cancel',
    'marked',
    `(<task> can (go|be dropped|be skipped|be thrown away)|you can (drop|cancel|stop|kill|skip) <task>|<task> (:|,|-) (cancel|abort|stop|drop|kill))`,
  ],
  [
    'cancel',
    'known',
    `(get|take|throw|move|pull|kick) <task> (off|out of|from) (the|our|my) (board|list|queue|backlog|plan|table|schedule|todo list) [please|now|again]`,
  ],
  ['cancel', 'marked', `(throw|toss|kick) <task> (out|away|off)`],
  ['cancel', 'marked', `(call|take) <task> off [the (board|list|queue)]`],
  ['cancel', 'marked', `(we|i) (do not|no longer) (need|want) <task> [anymore|any longer|any more]`],
  [
    'cancel',
    'marked',
    `(<task> (is|are) (not needed|no longer needed|obsolete|not necessary|no longer necessary|cancelled|canceled|pointless|superseded|not wanted) [anymore|now|any more|any longer]|<task> can be (canceled|dropped|stopped|deleted|removed|scrapped)|no need for <task> anymore|<task> should be (canceled|stopped|dropped))`,
  ],
];
