/** A table of words or phrases, separated by commas or line breaks. */
const table = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
const wordSet = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Sounds that carry nothing wherever they stand. */
export const hesitations = table('uh, uhh, uhm, um, umm, er, erm, hmm, hm, ah, you know');

/** Ways to begin that are not part of what is asked. */
export const openings = table(`
  hey there, hey, hi there, hi, hello, yo, good morning, good afternoon, ok so, okay so, ok, okay, alright, all right, right
  so, well, now, oh, anyway, listen, overmind, please, pls, kindly, just, actually, basically, maybe, perhaps, quickly, simply
  also, first of all, firstly, first, secondly, thirdly, lastly
  could you, can you, would you, will you, could we, can we, can i get you to, you could, you can, you should
  i want you to, i'd like you to, i would like you to, i need you to, i want to, i'd like to, i would like to, i need to
  we need to, we have to, we should, we want to, we must, you need to, you have to
  let's, lets, let us, go ahead and, go and, try to, try and, help me to, help me, do me a favor and, be sure to
  make sure to, make sure you, remember to, don't forget to, your job is to, the next thing is to, next thing
  it would be nice to, it would be great to, it would be good to, it would be great if you could, would you mind
  what about, how about, if you could, if possible, when you can, do you mind, i think we should, i think you should
`);

/** Ways to end that are not part of what is asked. */
export const closings = table(`
  please, pls, thanks, thank you, thx, cheers, for me, if you can, if possible, if you could, will you, would you, okay, ok
  thanks a lot, thank you very much, as well, too, right
`);

/** "We need a footer": a wish that becomes "Add a footer". */
export const wishes = table(`
  we need, i need, i want, i'd like, i would like, we want, we should have, there should be, there must be, there needs to be
  it needs, can we have, could we have, let's have, can we get, give us
`);

/** Words that begin a command even when a bare noun follows. */
export const strongVerbs = wordSet(`
  add adjust adapt align allow apply approve archive assign attach bump bundle cancel centralise centralize clean clear close
  combine commit configure connect convert copy correct create decrease define delete deploy deprecate disable dockerize
  document downgrade drop edit enable ensure enforce evaluate exclude execute explain explore expose extend extract finish fix
  format generate handle hide implement import improve include increase initialise initialize inline install integrate
  introduce investigate internationalise localise localize make merge migrate modernise modernize move normalise normalize
  open optimise optimize organise organize overhaul parse patch pause pin polish port prepare prevent prioritise prioritize
  provision publish pull push put reduce refactor refine reject relax remove rename render reorder reorganise reorganize
  repair replace reproduce rerun reset resolve restart restore restrict restructure resume retry return revert rework rewrite
  roll rollback run sanitise sanitize save scaffold send separate serve set setup simplify skip solve sort speed split
  standardise standardize start stop store strip stub swap switch sync tidy tighten tweak undo unify unpin update upgrade
  use validate verify wire wrap write write-up containerize analyse analyze compare research compute calculate bring
  go find figure look turn change draft let permit translate rephrase reword shorten squash rebase show tell give
`);

/** Words that are as often nouns: a command only when "the", "it", a path or the like follows. */
export const weakVerbs = wordSet(`
  test build design log style list link support release filter search cache plan check report lint benchmark profile
  audit review ship monitor measure post label tag mark map group bind block lock load name number order page port
  print process program project queue query rank rate read record repeat request root scale scan schedule scope script
  secure seed sign size stage stream structure study time trace track trigger try type upload download view watch work
  paginate throttle debounce mock color colour highlight center centre match keep limit raise lower do
`);

/** What may follow a weak verb that is meant as a verb. */
export const determiners = wordSet(`
  the a an all every each any our my your its their his her this that these those it them both some no more only whether if
  how why what which everything everyone nothing for against on again up down out off over into
`);

/** Words before "and" after which the next verb still belongs to the same clause. */
export const openClauses = wordSet('to can could should must will would may might cannot who which that');

/** "Let users log in and edit": what follows "and" is allowed, not asked for. */
export const permissions = wordSet('let lets allow permit enable help');

/** Pairs that are one thing, although a verb follows "and". */
export const fixedPairs = table(`
  drag and drop, copy and paste, cut and paste, search and replace, find and replace, import and export, start and stop
  save and close, read and write, sign in and sign up, log in and log out, create and update, add and remove, plug and play
  show and hide, open and close, enable and disable, up and running, undo and redo, back and forth, command and control
`);

/** The second thing asked for speaks of the result of the first. */
export const backReferences: readonly RegExp[] = [
  /\b(?:what|whatever|anything|everything|all) (?:that )?(?:fails?|failed|breaks?|broke|is (?:failing|broken|red))\b/i,
  /\b(?:the|any|all) (?:failures|failing (?:ones?|tests?)|errors it (?:finds?|shows?)|findings|results?)\b/i,
  /\b(?:whatever|what) (?:it|you|they) (?:finds?|found|shows?)\b/i,
  /^\S+ (?:it|them|that|those)$/i,
];

/** Said before a step that follows from the one before. */
export const sequenceLeads = table(`
  and then, then, after that, afterwards, after which, next, finally, and finally, subsequently, later
  once that's done, once that is done, once it's done, once done, when that's done, when it's done, when done, when finished
  if that works, if it works, if they pass, if it passes, if all is well, if everything passes, if green
  if they fail, if it fails, if that fails, if anything fails, if something fails, if anything breaks, if something breaks
`);

/** A part that begins so says how to tell that the part before is done. */
export const criterionLeads = table(`
  make sure that, make sure, ensure that, ensure, it should, it must, they should, they must, so that, be careful that
  the result should, the result must, this should, this must, verify that it, verify it, check that it, see to it that
`);

/** Clauses that depend on another: a comma after one does not end the request. */
export const subordinators = wordSet(
  'if when whenever once after before unless while since because as until although',
);

export const problemWords: RegExp =
  /\b(?:broken|breaks?|fails?|failing|crash(?:es|ing|ed)?|bug|errors?|doesn't|does not|don't|isn't|is not|aren't|can't|cannot|won't|wrong|slow|missing|stuck|hangs?|freez\w+|flaky|leaks?|times? out|throws|404|500)\b/i;
export const problemNouns: RegExp =
  /\b(?:bugs?|errors?|crash(?:es)?|issues?|problems?|leaks?|warnings?|failures?|regressions?|typos?|flicker\w*|vulnerabilit\w+)$/i;

/** Said to be kind, asking for nothing. */
export const courtesies: RegExp =
  /^(?:hey|hi|hello|yo|good (?:morning|afternoon|evening)|thanks?|thank you|thx|cheers|great|nice|cool|perfect|awesome|ok|okay|alright|never ?mind)[\s!.]*$/i;

export const questionLeads: RegExp =
  /^(?:who|whom|whose|what|what's|when|where|where's|why|which|how|how's|is|isn't|are|aren't|was|were|does|doesn't|did|didn't|has|hasn't|had|should|shall|could|would|will|won't|can|can't|am|may|any|anything|explain|describe|summari[sz]e|do (?:i|we|you|they|these|those|any|all)|have (?:i|we|you|they))\b/i;

/** "Tell me …": what follows is a question, whatever its form. */
export const askingLeads = table(`
  can you tell me, could you tell me, tell me, show me, give me, let me know, do you know, i wonder, i want to know
  i'd like to know, remind me, what i want to know is
`);
