import { phraseTable } from '../language/phrases.ts';

/** Said around what is said to the voice. */
export const around: ReadonlySet<string> = new Set(
  'okay ok alright hey please sorry oh no just overmind relayer thanks now so and but well already there kindly then'.split(
    ' ',
  ),
);
export const askingLead = phraseTable(`
  [i said|i want you to|i need you to|could you|can you|would you|will you|would you mind|you can|you may|you could|you should] [please|just|kindly]
`);

const aWhile = '[for (now|a (moment|minute|second|sec|while|bit))]';
const noun =
  '[the|your|that|this] [last|latest|whole] (answer|sentence|bit|part|thing|question|choices|options|message|reply|words)';
const what = `(that|it|this|everything|all of (it|that)|the last one|${noun}|what you [just] said)`;
const again = '(again|once more|one more time|another time|slowly|more slowly)';

/** That the last answer is said once more. */
export const sayAgain = phraseTable(`
  (say|tell me|read|read out|read me|give me) ${what} [back|out|aloud|out loud] [to me|for me|to us|for us] [more|a bit] ${again}
  read ${what} back [to me]
  (say|tell me|tell us) ${again}
  repeat (yourself|the last one|what you [just] said|${noun}) [to me|for me] [${again}]
  what (did you [just] say|were you saying|was your answer|did you ask [me])
  (i|we) (did not|could not|cannot) (hear|catch|get|understand) (you|what you [just] said|(the|your) (question|answer))
  (come again|i beg your pardon|beg your pardon|pardon me)
`);
/** Typed, these may speak of a task: "repeat it" after one is spoken of. */
export const againAloud = phraseTable(`
  repeat [${what}] [to me|for me] [${again}]
  (i|we) (did not|could not) (hear|catch|get) (that|it|this)
  (i|we) missed (that|it|what you [just] said)
  (pardon|excuse me|sorry|what|what was that|sorry what|sorry what was that)
`);

const loud = '[out|aloud|out loud|to me|to us]';
/** That the voice falls silent. */
export const hush = phraseTable(`
  (stop|quit|cut|end|cease) [all] [the|your|this|that] (talking|speaking|chatter|chattering|babbling|yapping|talk|speech) [to me] ${aWhile}
  (stop|quit|cease) reading [that|it|this|everything|all of (it|that|this)|(the|your|this) (answer|list|rest|text)] ${loud} ${aWhile}
  (be|keep|stay) [it] [very|more|a bit] (quiet|silent) ${aWhile}
  (silence|hush|shush|shh|shhh|quiet|quiet down|keep it down|pipe down|shut up|shut it|zip it|enough|enough of (that|this|it)|(that|this) is enough|that will do|enough (talk|talking)|no more talking|less talk) ${aWhile}
  no need to read [all] [of] (that|it|this|everything) ${loud}
  (do not|stop) (talk|speak|say (anything|a word|any more|anything more)|read [all] [of] (that|it|this|everything|the (answer|list|rest)) ${loud}) ${aWhile}
  (stop|end|mute|silence) (the|your|this|that) (voice|speech|audio|sound) ${aWhile}
`);
/** Typed, these may speak of work. */
export const hushAloud = phraseTable(`
  (skip|spare me) the rest
  mute [yourself|it|that] ${aWhile}
  quit [it]
`);
export const stopListening = phraseTable(`
  (stop|quit|cease) listening [to (me|us)] ${aWhile}
  [turn|switch] (off|mute) (the|your|my) (microphone|mic)
  (turn|switch) (the|your|my) (microphone|mic) off
`);
/** Spoken, these may be meant for the voice as well as for the work. */
export const halt = phraseTable(`
  (stop|wait|halt|hold on|hang on|hold it|stop (now|there)) ${aWhile}
  (wait|hold on|hang on|stop) (a|one|just a) (moment|minute|second|sec|bit)
  (one|just a|a) (moment|second|sec|minute)
`);
/** What a spoken "stop" names that is not the voice. */
export const paused: ReadonlySet<string> = new Set(
  'pause everything all work working project queue orchestrator agents everyone everybody team tasks runs scheduling it whatever new break'.split(
    ' ',
  ),
);
