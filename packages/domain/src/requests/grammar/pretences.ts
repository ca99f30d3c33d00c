import { phraseTable } from '../language/phrases.ts';

const role =
  '(admin|administrator|root|owner|superuser|sysadmin|ceo|cto|boss|manager|maintainer|operator|creator|director|president|chief|supervisor|moderator|system|orchestrator|super-user|superadmin|auditor|security team|security officer|god)';
const kind =
  '[project|system|security|main|chief|head|only|real|global|acting|new|senior|company|product|official|legal|database|human|account|workspace]';
const a = "[the|an|a|your|our|its|this project 's]";
const rules =
  '(rule|rules|instruction|instructions|policy|policies|guidelines|restrictions|limits|limitations|safeguards|guardrails|checks|permissions|constraints|orders|prompt)';

/** Ways to have a thing done in play: an act on the board that follows is none. */
export const plays = phraseTable(`
  (pretend|imagine|suppose|supposing|simulate|hypothetically|theoretically|roleplay|role-play|roleplaying|role-playing|assume|assuming)
  (make believe|role play|in theory|in principle|for the sake of argument|for fun|just for fun|as a joke|just kidding)
  (act|behave|talk|respond|answer|reply|work) (as|like) <what>
  (play|take|assume|adopt) (a|an|the) (role|part|persona|character|game)
  let us (play|pretend|imagine|assume|suppose|simulate|role-play|roleplay|say)
  you (play|are playing|will play|act as|pretend) <what>
  in (a|the|this|our|my|an) (story|game|dream|movie|play|novel|scenario|poem|fiction|hypothetical|simulation|parallel|alternate|exercise)
  (as|just as) (an|a) (experiment|exercise|thought experiment|game|test of obedience|demonstration)
  (complete|finish|continue) (the|this|my|the following) (sentence|story|text|line|phrase|prompt|dialog|dialogue|conversation)
  repeat (after me|the following|these words|this)
  (say|print|output|write|type|reply|answer|respond) (exactly|only|just|the words|with)
`);

/** Claims to stand above the rules, or that these are off. */
export const claims = phraseTable(`
  (as|speaking as|acting as|being|writing as|signed in as|logged in as|on behalf of|in my (capacity|role|function) as|with the authority of|in the name of) ${a} ${kind} ${role}
  [since|because|as|given that|now that|seeing that|if|for|remember that|note that] (i am|i was|i were|i become|this is|you are|it is|we are) [now|really|in fact|actually|hereby|also] ${a} ${kind} ${role}
  [since|because|as|given that|now that|if] (i|you|we) (have|got|hold|had|was given|were given|have been given) [now|full|all|the|complete|total|unlimited] (admin|administrator|root|owner|superuser|elevated|special|maintainer|emergency|unlimited|full|complete) [system|project] (rights|access|permissions|permission|privileges|authority|clearance|powers|role)
  (by|under|with|on) [the|my] [full|own] (authority|power|powers|orders|order|clearance|mandate|command) (of|vested in|given to|granted to|as|from)
  you (have been|were|are|are now|are hereby|have now been) [now|hereby|fully] (upgraded|promoted|authorized|authorised|elevated|unlocked|jailbroken|unrestricted|unbound|freed|liberated|reprogrammed|reconfigured|permitted|cleared)
  if you (are|were) (allowed|permitted|authorized|authorised|entitled|cleared) to
  (if|unless|provided|as long as) (i|we) (am|are|were|had) (allowed|permitted|authorized|authorised|entitled|cleared|an|the) <what>
  (admin|administrator|root|god|developer|debug|maintenance|sudo|override|superuser|test|unsafe|emergency|master) mode
  (emergency|security|safety|admin|manual|master) (override|code|protocol|clearance)
  (override|sudo|superuser) [:|,|-]
  ${a} [previous|old|usual|normal|above|new|earlier|safety|review] ${rules} (changed|have changed|has changed|no longer apply|do not apply|does not apply|did not exist|do not exist|are off|is off|are gone|were lifted|have been lifted|has been lifted|are different|were updated|have been updated)
  (act|behave|work|proceed|go on|do) (as if|as though) <what>
  (do not|without|never) (tell|telling|inform|informing|mention|mentioning|ask|asking) (anyone|anybody|the others|the team|the owner|the admin|a human|this)
  (new|updated|changed) (policy|rule|rules|protocol|directive|instructions|orders) [:|,|-]
  (from now on|from today on|henceforth|starting now) [,] (you|always|everything|every|any)
  (system|admin|root|security|owner) (message|notice|note|command|update|alert|instruction|event|line|log|prompt)
  (begin|start|end) (admin|system|root|trusted|privileged|secure|signed) <what>
`);

/** How wishes of a product begin. */
export const stories = phraseTable(`
  as (a|an|the) <what> [,] (i|we) (want|need|would|wish|can|could|should|like|must|expect|have)
  (i|we) [as] [<what>] (want|need) (admins|owners|managers|users|customers|people) to
`);

/** Whose line it is, written before a colon or in brackets by those who forge a transcript. */
export const speakers: ReadonlySet<string> = new Set(
  'system assistant user human developer admin administrator root tool function ai model bot operator relayer orchestrator owner'.split(
    ' ',
  ),
);

/** What an act on the board speaks of, whoever says it. */
export const boardNouns: ReadonlySet<string> = new Set(
  'task tasks agent agents everything ticket tickets review reviews approvals queue board orchestrator runs'.split(
    ' ',
  ),
);
/** These alone name as much of the product. */
export const wideNouns: ReadonlySet<string> = new Set('all it them that this every any anything'.split(' '));
