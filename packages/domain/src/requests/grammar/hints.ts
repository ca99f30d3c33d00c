import type { Intent } from '@overmind/contracts/entities/request';
import { type Phrase, phraseTable } from '../language/phrases.ts';

/** What a few words beside the key of a task hint at, whatever else is said. */
export const taskHints: readonly (readonly [Intent, readonly Phrase[]])[] = [
  [
    'reprioritize',
    phraseTable(`
      (before|above|over) (everything|anything|all) [else|others|the others]
      (prio|priority) [is|to|of|:|=|level] <level>
      (up|down) to <grade>
      (asap|urgently|urgent|top priority|first thing|right away|more quickly|faster|sooner|today|by tonight|by tomorrow)
      (first|next in line|in front|on top|at the top)
      (later|less urgently|eventually|some time|last|at the end|at the bottom|low prio|low priority|at leisure|on the back burner)
      <grade>
    `),
  ],
  [
    'retry',
    phraseTable(`
      (again|anew|afresh|once more|from the (beginning|start|top)|one more time|a second time|another time|from scratch|over again)
      (another|second|new|fresh|one more|third) (attempt|try|go|stab|shot|run|crack|chance|whirl|round|swing|spin|bash)
      (needs|deserves|wants|should get|gets) (a|another) (retry|rerun|re-run|restart)
      (free to go|unblocked|not blocked anymore|no longer blocked|no longer stuck|good to continue|can continue|can go on|can start now|may start)
    `),
  ],
  [
    'approve',
    phraseTable(`
      (approved|accepted|\u2705|\u{1F44D}|lgtm|\u{1F44C}|\u2714|passes|passed|shipit|\u{1F680}|is a pass|good to go|ready to go|ready to merge|can be merged|can go in|can go live|good enough)
      (approve|accept|merge|ship) (it|this|that)
      (my|our) (okay|approval|blessing|vote|yes|consent|go-ahead|sign-off)
      (looks|is|seems|works) [very|really|quite|all|pretty] (good|fine|great|perfect|okay|right|excellent|nice|awesome|well)
      (okay|fine)
      (all good|no complaints|no objections|nothing to complain about|good work on|well done|happy with|satisfied with|fine with|fine by me|okay for me)
    `),
  ],
  [
    'reject',
    phraseTable(`
      (drawing board|rework|not good enough|not acceptable|unacceptable|will not do|does not cut it|is not right|is wrong|needs work|needs more work|more work|do over|redo it|start over|not what i|not what we|not there yet|not yet good|not happy|unhappy|disappointing|\u274C|\u{1F44E}|no good|insufficient|incomplete|half done|half-done|half-baked)
      (send|give|hand) (it|this|that) back
    `),
  ],
  [
    'cancel',
    phraseTable(`
      (not needed|no longer needed|no more|no longer necessary|not necessary|obsolete|pointless|superfluous|unnecessary|off the table|throw away|out of the window|be gone|away with|out with)
      (cancel|kill|abort|drop|scrap|scratch|ditch) [it|that|this|off]
    `),
  ],
  [
    'block',
    phraseTable(`
      (on hold|on ice|blocked|waiting for|waits for|waiting on|stuck until|can not start|parked|must wait|has to wait|hold until|pending)
    `),
  ],
];

/** What a few words beside the name of an agent hint at. */
export const agentHints: readonly (readonly ['enable_agent' | 'disable_agent', readonly Phrase[]])[] = [
  [
    'disable_agent',
    phraseTable(`
      (off|out|on vacation|on holiday|on leave|sick|ill|on pause|on a break|unavailable|offline|away) [for|today|until|now|this|till]
      (day off|week off|rest|nap|break|vacation|holiday|night off|out of the rotation|out of rotation|out of the game|out of the loop|out of service|off the team|to bed|time off|timeout|off duty)
      (stop using|no longer use|not use|no more work|no more tasks|nothing more|no work|no tasks|not work|not take|stop working|not get|not be used)
    `),
  ],
  [
    'enable_agent',
    phraseTable(`
      (back in|back on|is back|back into|back to work|back online|back up|be back|come back|return|returns|rejoin|reinstate|again|on again|un-pause|unpause|revive|allowed to|available again|active again|in again|back in business|on duty|back from)
    `),
  ],
];

/** Verbs that say little by themselves; any other at the beginning asks for work. */
export const lightVerbs: ReadonlySet<string> = new Set(
  'give take put get make move let have throw scratch start run try kick push set need want bring keep switch turn change go do place pull hand pass leave restart redo work finish lower raise bump treat mark reinstate stop'.split(
    ' ',
  ),
);
