const wordSet = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Words that begin a command even when a bare noun follows. */
export const strongVerbs = wordSet(`
  add adjust adapt align allow apply approve archive assign attach bump bundle cancel centralise centralize clean clear close
  combine commit configure connect convert copy correct create decrease define delete deploy deprecate disable dockerize
  document downgrade drop edit enable ensure enforce evaluate exclude execute explore expose extend extract finish fix
  format generate handle hide implement import improve include increase initialise initialize inline install integrate
  introduce investigate internationalise localise localize make merge migrate modernise modernize move normalise normalize
  open optimise optimize organise organize overhaul parse patch pause pin polish port prepare prevent prioritise prioritize
  provision publish pull push put reduce refactor refine reject relax remove rename render reorder reorganise reorganize
  repair replace reproduce rerun re-run reset resolve restart restore restrict restructure resume retry return revert rework
  rewrite roll rollback run sanitise sanitize save scaffold send separate serve set setup simplify skip solve sort speed split
  standardise standardize start stop store strip stub swap switch sync tidy tighten tweak undo unify unpin update upgrade
  use validate verify wire wrap write write-up containerize containerise analyse analyze compare research compute calculate
  bring go find figure look turn change draft let permit translate rephrase reword shorten squash rebase show tell give
  abort notify ping email delegate unblock examine debug diagnose assess inspect recheck double-check confirm accept
  deprioritize escalate lint-fix typecheck type-check hook implements extend keep support eliminate kill reopen redo
  upload download encrypt decrypt hash seed dedupe deduplicate round resize compress minify lazy-load memoize memoise
  automate summarize summarise rotate revoke renew backup obfuscate mask redact paginate throttle debounce preload prefetch
  kick spin smoke dig hook nuke rm dry plug whitelist blacklist flatten isolate decouple untangle rethink redesign rearrange realign
  restyle recolor recolour enlarge shrink widen narrow darken lighten capitalize capitalise truncate trim rotate embed inject
  subscribe unsubscribe deregister register invite instrument outline prototype populate backfill prune purge
  reindex resync synchronise synchronize reconcile replicate parallelize parallelise serialise serialize invalidate refresh
  insert append prepend toggle shuffle randomise randomize unlock grant authorize authorise authenticate escape encode decode
  anonymise anonymize harden fortify tune cut minimise minimize collapse indent ungroup locate identify detect discover
  streamline consolidate unwrap rewire relocate relabel annotate describe clarify showcase arrange launch promote demote
  recover rescue dump cap uncap pluralize honor honour respect stabilise stabilize double halve reinstate store skim
  proofread scrape crawl spellcheck clone fork rebrand teach remember bold
  transform auto-save autosave mirror avoid warn alert inform remind
  shut reboot perform conduct jot cast weigh knock whip beef iron spruce shave gamify fire throw vet eyeball retest rebuild redeploy reinstall regenerate hardcode enhance get build deal crop animate redirect convert modify delay
`);

/** Words that are as often nouns: a command only when "the", "it", a path or the like follows. */
export const weakVerbs = wordSet(`
  test design log style list link release filter search cache plan check report lint benchmark profile comment
  audit review ship monitor measure post label tag mark map group bind block lock load name number order page
  print process program project queue query rank rate read record repeat request root scale scan schedule scope script
  secure sign size stage stream structure study time trace track trigger try type view watch work mock color colour
  highlight center centre match limit raise lower do hand dockerise mention
  see spec discuss index estimate have help paint answer call ask charge count create-task
`);

/** Verbs of two words, written apart or with a dash. */
export const pairedVerbs = wordSet(`
  lazy-load load-test smoke-test stress-test regression-test double-check fine-tune hot-fix soft-delete hard-code
  cherry-pick deep-link auto-save auto-fill pre-load pre-fill pre-render code-split bulk-import bulk-edit spell-check
  code-review unit-test type-check dark-launch feature-flag server-render rate-limit field-test user-test fact-check
  sanity-check bug-fix copy-edit proof-read cross-link cross-check hand-over end-to-end-test retro-fit
  black-list white-list quick-fix batch-process force-refresh
`);
/** After a word in "ing" these make it a subject: "sorting is slow", "staging should be rebuilt". */
export const predicates = wordSet(
  'is was should must has does needs need can could will would are do did takes and or with works stopped',
);

/** What may follow a weak verb that is meant as a verb. */
export const determiners = wordSet(`
  the a an all every each any our my your its their his her this that these those it them both some no more only whether if
  how why what which everything everyone nothing for against on again up down out off over into to with through new
`);

/** Words before "and" after which the next verb still belongs to the same clause. */
export const openClauses = wordSet('to can could should must will would may might cannot who which that');
/** "Let users log in and edit": what follows "and" is allowed, not asked for. */
export const permissions = wordSet('let lets allow permit enable help');
/** Clauses that depend on another: a comma after one does not end the request. */
export const subordinators = wordSet(
  'if when whenever once after before unless while since because as until although',
);
/** Commands of one word; any other lone verb shares the object that follows: "build and deploy the site". */
export const loneCommands = wordSet('pause resume stop status help undo continue approve reject cancel');
/** Pairs that are one thing, although a verb follows "and". */
export const fixedPairs = wordSet(`
  drag+drop copy+paste cut+paste search+replace find+replace import+export start+stop save+close read+write create+update
  add+remove plug+play show+hide open+close enable+disable undo+redo command+control trial+error track+trace upload+download
  edit+delete create+delete sort+filter filter+sort look+feel view+edit save+exit rename+move subscribe+unsubscribe
`);

/** What an orchestrator is told not to do. Every other verb after "don't" speaks of the product. */
export const actVerbs = wordSet(`
  run rerun re-run start retry restart cancel abort approve reject merge deploy release publish ship push touch do begin
  continue kill stop pause resume assign test build commit bother worry work change add fix create write make delete remove
  give take update refactor go get accept disable enable execute trigger launch schedule plan delegate undo revert rename
  review move implement finish close open queue block unblock bump upgrade migrate edit modify spend waste rush forget
  reprioritize prioritize comment need want think say ask wait
`);
