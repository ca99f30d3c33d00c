import { phraseTable } from '../language/phrases.ts';

/** How an agent is called to do the work, before it is named. */
export const addressesBefore = phraseTable(`
  [hey] <mention> [,|:|-] [please|can you|could you|should|will you|must]
  (for|to) <mention> [:|,|-]
  (ask|tell|get|use|instruct|order|want|need|i want|i need|i would like|i would like for) <name> to
  (ask|tell) <name> [:|,] [please]
  <name> to
  (let|have) <bare>
  [hey] [the] <name> [agent] (,|:) [please|can you|could you|you should]
  [the] <name> [agent] (should|must|shall|needs to|has to|is to|can|could|will) [please|also|now]
  (for|to) [the] <name> [agent] (:|,)
  <name> [,] (please|can you|could you|would you|will you) [please]
  (assign|give|hand|delegate) <name> (:|to)
  (new|a|create a|add a|create|make a|open a) (task|ticket|job) (for|to) <name> (:|to|,)
`);
/** How it is named at the end. */
export const addressesAfter = phraseTable(`
  [,] [and] (assign|give|hand|delegate|pass) (it|this|that|them|both|all|these|this one) to <name> [agent]
  [,] (assigned|delegated|given) to <name>
  [,] (with|by|using|via|through) the <name> agent
  [,] (with|by|using|via|for|to|on|through) <mention>
  [,] <mention> [please]
  [,] (let|have) <name> (do|take|handle) (it|that|this|them)
  [,] (<name> should|<name> can|<name> must|<name> will) (do|take|handle) (it|that|this|them)
  [,] (agent :|assignee :|owner :|by agent|agent|assignee|owner) <name>
  [,] (this is|that is|that is something|it is|a job|a task|one) (for|a job for|a task for|one for) <name>
`);
