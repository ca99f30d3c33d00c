import { isOneSlip } from './slips.ts';

/** Parts of a word: what is written, and the word that it stands for. */
type Parts = readonly (readonly [text: string, word: string])[];

const endings: Readonly<Record<string, string>> = {
  "n't": 'not',
  "'re": 'are',
  "'m": 'am',
  "'d": 'would',
  "'ll": 'will',
  "'ve": 'have',
};
const stems: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall' };
/** Any other word with 's speaks of who owns something. */
const beforeIs: ReadonlySet<string> = new Set(
  'what how who where when why that it there here he she which everything all this'.split(' '),
);

/** Written without the apostrophe, or run together, as people type and transcripts have it. */
const loose: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...{
      whats: 'what s/is',
      wats: 'wat/what s/is',
      hows: 'how s/is',
      wheres: 'where s/is',
      whos: 'who s/is',
      thats: 'that s/is',
      whys: 'why s/is',
      whens: 'when s/is',
    },
    ...{
      theres: 'there s/is',
      lets: 'let s/us',
      im: 'i m/am',
      gimme: 'gim/give me',
      lemme: 'lem/let me',
      ive: 'i ve/have',
      youre: 'you re/are',
    },
    ...{
      dont: 'do nt/not',
      doesnt: 'does nt/not',
      didnt: 'did nt/not',
      isnt: 'is nt/not',
      arent: 'are nt/not',
    },
    ...{ cant: 'ca/can nt/not', wont: 'wo/will nt/not', wasnt: 'was nt/not', hasnt: 'has nt/not' },
    ...{ shouldnt: 'should nt/not', couldnt: 'could nt/not', wouldnt: 'would nt/not', havent: 'have nt/not' },
    ...{ gonna: 'gon/going na/to', wanna: 'wan/want na/to', gotta: 'got/have ta/to', cannot: 'can not' },
  }).map(([word, parts]) => [word, parts.split(' ')]),
);
const shortForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ pls: 'please', plz: 'please', plss: 'please', thx: 'thanks', ty: 'thanks', u: 'you', ur: 'your' },
    ...{ teh: 'the', hte: 'the', adn: 'and', nad: 'and', tets: 'tests', tset: 'test', testst: 'tests' },
    ...{
      wich: 'which',
      wat: 'what',
      wut: 'what',
      wht: 'what',
      shoud: 'should',
      taks: 'task',
      tasck: 'task',
      prio: 'priority',
    },
    ...{ cancelled: 'canceled', cancelling: 'canceling', ok: 'okay', k: 'okay', okey: 'okay' },
    ...{ frontent: 'frontend', fronted: 'frontend', bakcend: 'backend', prioritise: 'prioritize' },
    ...{
      ...{
        nvm: 'nevermind',
        sth: 'something',
        smth: 'something',
        thru: 'through',
        w: 'with',
        tmrw: 'tomorrow',
      },
      rn: 'now',
      ya: 'you',
      cna: 'can',
      acn: 'can',
      cuold: 'could',
      coud: 'could',
      wud: 'would',
      shud: 'should',
      runnin: 'running',
      runing: 'running',
      abt: 'about',
      bc: 'because',
      pleaz: 'please',
      deprioritise: 'deprioritize',
      atm: 'now',
    },
    ...{ agian: 'again', statuss: 'status', stauts: 'status', plase: 'please', pleas: 'please' },
  }),
);

/** A word as the words that it stands for: "don't" is do and not. */
export function expandWord(text: string): Parts {
  const lower = text.toLowerCase();
  const run = loose.get(lower);
  if (run !== undefined) return splitRun(text, run);
  if (lower === "let's")
    return [
      [text.slice(0, 3), 'let'],
      [text.slice(3), 'us'],
    ];
  const mark = lower.endsWith("n't") ? lower.length - 3 : lower.lastIndexOf("'");
  const ending = endings[lower.slice(mark)];
  if (mark > 0 && ending !== undefined) {
    const host = lower.slice(0, mark);
    return [
      [text.slice(0, mark), stems[host] ?? host],
      [text.slice(mark), ending],
    ];
  }
  if (lower.endsWith("'s") && beforeIs.has(lower.slice(0, -2)))
    return [
      [text.slice(0, -2), lower.slice(0, -2)],
      [text.slice(-2), 'is'],
    ];
  return [[text, shortForms.get(lower) ?? (isPlease(lower) ? 'please' : lower)]];
}

/** The word most often mistyped before a request. */
function isPlease(word: string): boolean {
  if (word.length < 5 || word.length > 7 || !word.startsWith('p')) return false;
  return word !== 'pleased' && word !== 'please' && isOneSlip(word, 'please');
}

function splitRun(text: string, parts: readonly string[]): Parts {
  let start = 0;
  return parts.map((part) => {
    const [written = '', word = written] = part.split('/');
    const piece = text.slice(start, start + written.length);
    start += written.length;
    return [piece, word] as const;
  });
}
