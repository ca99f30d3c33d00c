export const now =
  '[currently|still|now|right now|at the moment|today|so far|yet|at present|already|this moment|just now|these days]';
export const show =
  '[what is|what are|(summarize|summarise|sum up|recap|outline) [for (me|us)]|(provide|present|supply|send|deliver|offer|prepare) [me|us] [with]|show|show me|list|get|give me|tell me|see|display|get me|which are|print|read|read out|read me|tell me about|inform me (about|of|on)|inform us (about|of|on)|update me (about|on)|brief me on|report (on|to me)|fill me in on|let me see|let me have]';
export const tasks = '(tasks|task|ones|things|jobs|work|tickets|items|runs|stuff|issues|work items|cards)';
export const every = '[all|all the|the|my|our|any|every|all of the|of the]';
export const when =
  '[today|yesterday|this week|lately|recently|so far|since yesterday|this morning|last night|last|yet|overnight|tonight|this month|last week|just now|since this morning|while i was (away|gone|asleep|out)|in the last <words>|since <words>|already]';
