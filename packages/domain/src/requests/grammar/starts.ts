import { phraseTable } from '../language/phrases.ts';

const labels = 'acceptance criteria|acceptance criterion|definition of done|done when';

/** A part that begins so says how to tell that the part before is done. */
export const criterionLeads = phraseTable(`
  (make|be|makes|making|being) (sure|certain|careful) [that]
  (ensure|so) that
  (it|they|this|that|the result|the results|these|all of it|everything|each|each of them|the output|the page|the button) [all] (should|must|has to|have to|needs to|need to|shall|ought to|may) [also|still|only|always]
  (verify|check) that (it|they|this|everything|the result)
  (${labels}|acceptance|criteria|criterion|requirements|requirement|expected|expected result|expected behavior|expected behaviour) [:|is|is that|are|are that|-]
  (it is|this is|that is|we are) (done|finished|complete|ready|good) (when|once|if|as soon as)
  (and|but) (it|they) (should|must|has to|needs to)
  (with the condition that|on condition that|important :|note :|keep in mind that|bear in mind that|mind that|note that|remember that)
`);

/** What stands under such a label tells when work is done. */
export const criteriaLabels = phraseTable(`
  [the] (${labels}|acceptance tests|success criteria)
`);

/** All of such a part tells when work is done. */
export const criteria = phraseTable(`
  [but|and] (the|all|all the|existing|all existing) (tests|checks|build|pipeline|suite) (must|should|have to|need to|has to|shall) [still|all|of course] (pass|be green|stay green|work|keep passing|keep working|remain green)
  [and|then|please] (report|tell|show|give|share|present|state|list|summarize|note|name) [me|us] [back] [on] [all] (the|your|its|their|any) [main|test|exact|final|full] (result|results|outcome|outcomes|findings|numbers|failures) [back] [to me|to us|here|afterwards|please|in detail]
  [and|then|please] (report|tell|let) [me|us] [back|know] [to me|to us] [about|on] (what|how|which|whether) <rest>
`);

/** "Tell me …": what follows is a question, whatever its form. */
export const askingLeads = phraseTable(`
  [please] (tell|show|give|remind) (me|us) [please|again|a list of|quickly] [about]
  (let me|let us) know
  [please] inform (me|us) [please] [about|on|of]
  [please] (notify|update|advise) (me|us) [please] (about|on|of)
  [please|can you|could you] (explain|describe|clarify) [me|us|to me|to us] (how|why|what|when|where|which|who)
  [please] (explain|clarify) [to me|to us]
  do you (know|happen to know|remember|have any idea)
  (any|i have no|have you any) idea
  (i|we|they|he|she|everyone|people|my boss|the boss|the client|the customer|marketing|management) [do|does|still|just|really|also] [not] (understand|get|see|know) [really] (why|how come)
  (they|he|she|everyone|people|my boss|the boss|the client|the customer|marketing|management|someone|somebody) (want|wants|need|needs|would like|asked|asks|is asking|are asking|keeps asking) [to know|me|us] (if|whether|about)
  (i|we) (wonder|am wondering|was wondering|want to know|would like to know|need to know|would love to know|was asking myself)
  what (i|we) want to know is
  (say|can i ask|may i ask|question :|quick question :|one question :|just curious|just wondering|out of curiosity|curious) [:|,]
`);

/** A clause that begins so asks, when it is not politeness. */
export const questionWords: ReadonlySet<string> = new Set(
  `who whom whose what when where why which how is am are was were does did has had should shall could would will can may
  any anything anybody anyone isn't`.split(/\s+/),
);
/** These ask only before someone who may be asked: "do we have …", "have you …". */
export const auxiliaries: ReadonlySet<string> = new Set(['do', 'have']);
export const askedOf: ReadonlySet<string> = new Set(
  'i we you they these those any all it the there our my users people tests agents'.split(' '),
);
/** Never politeness: "who", "why". */
export const openQuestions: ReadonlySet<string> = new Set(
  'who what how where why which when is are did does has'.split(' '),
);
