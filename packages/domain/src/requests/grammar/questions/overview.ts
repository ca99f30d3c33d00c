import type { QuestionTable } from '../question-table.ts';
import { now, show, when } from '../question-words.ts';

/** How things stand. */
export const overviewQuestions: QuestionTable = [
  [
    'status',
    'overview',
    `(status|state|progress|report|overview|summary|update|standup|dashboard|recap|stand-up|sitrep|statuses) [please|report|update|overview|now|check]`,
  ],
  [
    'status',
    'overview',
    `${show} [the|a|an|your|our|us|me a|me the] [current|quick|short|brief|full|daily|general|overall|latest|project] [project|overall] (status|state|progress|overview|summary|status report|status update|update|report|recap|rundown|standup|big picture|situation|news|briefing|picture|run-down|project|digest|sitrep|state of (play|affairs|things)) [please|of (the|this|our|my) project|of everything|of things|on the project|on everything|on things|of (all|all the|all my|the|my|our) [open] tasks|on all tasks|of work|${now}|of the (day|week|board|work)|on where we (are|stand)|of where we (are|stand)|about the project|for (me|the project|today)|${when}|on what is going on|on what is happening]`,
  ],
  [
    'status',
    'overview',
    `(what is|how is|give me|tell me|show me|can i get|can i have|may i have|i need|i want) (the|a|an) [current|quick|short|brief|latest|full] (status|state|overview|summary|situation|progress|update) [report|update] [of|on|for|about] [the|our|my|this] [whole|entire|complete|full] (project|shop|sprint|board|thing|work|everything) [please|now|so far|overall]`,
  ],
  [
    'status',
    'overview',
    `(how|where) (are|is|do|does|goes) (we|things|it|everything|it all|the project|all|work|progress|the work|our project|the shop|stuff|all this|the sprint|the team|that|this|the whole thing) ${now} [stand|standing|going|doing|looking|look|coming along|at|progressing|getting on|go|moving|running|getting along|holding up] ${now} [overall|so far|with the project|with things|with everything|in general|on the project|today]`,
  ],
  [
    'status',
    'overview',
    `(what|so what) is (up|new|going on|happening|the news|cooking|brewing|shaking|poppin|good|the word|the situation|the state of play|the latest|our status|going down) [here|${now}|${when}|in the project|with the project|over there|on the board]`,
  ],
  [
    'status',
    'overview',
    `(what is (happening|going on|new|up)|morning what is new|any news|any updates|any progress|any update|news|updates|anything new [<words>]|what happened|what has happened|what did i miss|what have i missed|did i miss anything|did i miss something|catch me up|fill me in|bring me up to speed|bring me up to date|keep me posted|update me|brief me|report|get me up to speed|get me up to date|what do i need to know|what should i know|what is the damage|are we (done|on track|there|good|finished|okay|ready)|are you (done|ready|finished|there)|is (everything|all) (done|okay|fine|ready|good|on track|finished|running|in order|all right|going well|under control|green)|everything (okay|fine|good|running|done|all right|under control|green)|all (done|good|fine|green)|how far [along] (are|have) (we|you) [come|got|gotten]|how far along|(can|could|may) i (get|have) (a|an|the) [short|quick|brief] (status|overview|summary|update|report|recap|rundown) [<words>]|(what is|give me|tell me) (up|the status|the state)|how (the project|everything|all|it all|things|it|we|work) (is|are) (doing|going|progressing|coming along|looking)|where (we|things|the project) (stand|are|stands|is)|give me the (lowdown|low-down|gist|highlights)|walk me through (where we are|the board|the status)|how much is (done|left)|how much (work|progress) <words>|how is (progress|business|life on the board)) [there|yet|with the project|${when}|with everything]`,
  ],
];
