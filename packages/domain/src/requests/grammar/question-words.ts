export const now =
  '[currently|still|now|right now|at the moment|today|so far|yet|at present|already|this moment|just now|these days]';
export const show =
  '[what is|what are|show|show me|list|get|give me|tell me|see|display|get me|which are|print|read|read out|read me|tell me about]';
export const tasks = '(tasks|task|ones|things|jobs|work|tickets|items|runs|stuff|issues|work items|cards)';
export const every = '[all|all the|the|my|our|any|every|all of the|of the]';
export const when =
  '[today|yesterday|this week|lately|recently|so far|since yesterday|this morning|last night|last|yet|overnight|tonight|this month|last week|just now|since this morning|while i was (away|gone|asleep|out)|in the last <words>|since <words>|already]';
