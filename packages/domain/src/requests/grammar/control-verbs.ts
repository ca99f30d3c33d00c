/** Verbs that say by themselves what is to be done with a task. */
export const controlVerbs: readonly string[] =
  'approve accept cancel reject retry rerun restart requeue assign reassign prioritize deprioritize postpone unblock block abort merge decline reopen resume pause delegate'.split(
    ' ',
  );
