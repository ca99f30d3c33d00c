import type { ControlTable } from '../control-table.ts';

/** Discussions and specs. */
export const talkControls: ControlTable = [
  ['discuss', 'plain', `(discuss|debate|brainstorm) [about|on|over|with] <words>`],
  [
    'discuss',
    'plain',
    `(talk about|talk through|talk over|have a (discussion|debate|brainstorm|talk|chat) (about|on|over)|start a (discussion|debate|brainstorm|brainstorming) (about|on|over)|open a (discussion|debate) (about|on|over)|hold a (discussion|debate) (about|on|over)) <words>`,
  ],
  [
    'discuss',
    'plain',
    `get (everyone|everybody|the team|the agents|all agents) [together] (to|and) (discuss|debate|talk about|brainstorm|think about) [about|on] <words>`,
  ],
  [
    'discuss',
    'plain',
    `(have|let|ask|get) (the|all|our|all the|your) (team|agents|personas|others|experts) [to] (discuss|debate|brainstorm|talk about|talk through|argue about|weigh in on|think about|vote on) <words>`,
  ],
  [
    'discuss',
    'plain',
    `(what do the agents think (about|of)|(can|could|should|may) (the team|the agents|all agents|we all|you all|you guys) (discuss|talk about|debate|brainstorm|talk through|think about) [on|about]|(i would like|i want|we want|i would love) (the team|the agents|all agents|everyone|you all) to (discuss|debate|brainstorm|talk about|talk through|argue about) [on|about|over]|debate :|discuss :|discussion :|discussion on|discussion about|(start|open|hold|have) a (discussion|debate|brainstorm|meeting) [:|with] ) <words>`,
  ],
  ['discuss', 'plain', `(start a discussion|let us discuss|start a debate|brainstorm)`],
  [
    'spec',
    'plain',
    `(write|make|create|draft|start|prepare|begin|do|produce|open|work out|put together|plan|set up) [me|us] (a|the|an|another) [new|short|full|detailed|proper|formal] [feature|technical] (spec|specification|requirements document|prd|design doc|specs) [for|about|on|of|:|covering] [<words>]`,
  ],
  [
    'spec',
    'plain',
    `(spec|spec out|specify|write specs for|(i|we) (want|need|would like) (a|the|another) (spec|specification|prd) (for|on|of|about)|new spec :|new spec for|spec :|take <words> through a spec) [<words>]`,
  ],
  ['spec', 'plain', `(turn|make) <words> into a (spec|specification)`],
];
