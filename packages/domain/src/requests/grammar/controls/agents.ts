import type { ControlTable } from '../control-table.ts';
import { forNow } from '../for-now.ts';

/** Agents enabled and disabled. */
export const agentsControls: ControlTable = [
  [
    'disable_agent',
    'known',
    `(disable|turn off|switch off|deactivate|pause|stop|bench|shut down|shut off|suspend|mute|take down|kill|halt|switch down) <agent> ${forNow}`,
  ],
  ['disable_agent', 'known', `(turn|switch|shut|power|take|close) <agent> (off|down|offline) ${forNow}`],
  [
    'disable_agent',
    'known',
    `(put|set|place|keep) <agent> [agent] (on pause|on hold|to sleep|on the bench|on ice|offline|to disabled|to off|out of action|on standby) ${forNow}`,
  ],
  [
    'disable_agent',
    'known',
    `(put <agent> on hold|put <agent> to sleep|take <agent> (out|offline|out of service|out of the rotation|out of rotation)|give <agent> a (break|rest)|(do not|never) give (anything|any work|any tasks|work|tasks|any more tasks|any more work|more tasks|more work) to <agent> [anymore]|no (more|new) (tasks|work) (for|to) <agent>|<agent> (should|must) (stop|rest|pause|stop working|take a break|not take [any|more|any more|new] tasks|be (off|disabled))|<agent> (off|is off duty)|send <agent> (home|on a break|on holiday|on vacation|on leave|away|to sleep|to bed|into the weekend)|stop (using|giving work to|giving tasks to) <agent>|(do not|never) use <agent> [anymore] ${forNow})`,
  ],
  [
    'disable_agent',
    'marked',
    `(disable|turn off|switch off|deactivate) (<what> agent|the agent [called|named] <what>|agent <what>)`,
  ],
  [
    'enable_agent',
    'known',
    `(enable|turn on|switch on|activate|reactivate|re-enable|unpause|resume|start|wake|wake up|unbench|bring back|restart|unmute|boot up) <agent> [again|back|now|up]`,
  ],
  [
    'enable_agent',
    'known',
    `(turn|switch|bring|get|put) <agent> [back] (on|online|back|in|back in|into rotation|back to work|live|up) [again|please]`,
  ],
  [
    'enable_agent',
    'known',
    `(let|allow|permit|have) <agent> [to] [come] (back in|back|in again|back to work|work|run|play|join|start|continue|go on|take tasks) [again|now|please|back]`,
  ],
  [
    'enable_agent',
    'known',
    `(let <agent> (work|run|take tasks) again|<agent> (can|may|should) (work|come back|start|take tasks|start working|work again|take work|take tasks again|continue|resume|be (on|enabled)) [again|now]|<agent> (on|back on)|use <agent> again)`,
  ],
  [
    'enable_agent',
    'marked',
    `(enable|turn on|switch on|activate|re-enable) (<what> agent|the agent [called|named] <what>|agent <what>)`,
  ],
];
