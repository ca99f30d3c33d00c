import { hesitations } from '../grammar/clutter.ts';
import { isSaid, type Token } from '../language/tokens.ts';

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop', 'yxcvbnm', '1234567890'];
const maxWords = 3;

/** Whether words carry no meaning: marks and pictures only, or keys struck at random. */
export function isNoise(tokens: readonly Token[]): boolean {
  const said = tokens.filter((token) => isSaid(token) && /[\p{L}\p{N}]/u.test(token.text));
  if (said.length === 0 || (said[0]?.word === 'lorem' && said[1]?.word === 'ipsum')) return true;
  if (said.every(({ word, kind }) => kind === 'word' && hesitations.has(word))) return true;
  return (
    said.length <= maxWords &&
    said.every(({ word, kind }) => kind === 'word' && (isRandom(word) || isMute(word))) &&
    said.some(({ word }) => word.length > 3 && isRandom(word))
  );
}

function isRandom(word: string): boolean {
  if (/^(.)\1{2,}$/u.test(word)) return true;
  if (!/^[a-z]+$/.test(word)) return false;
  if (rows.some((row) => word.length >= minRow && (row.includes(word) || followsRow(word, row)))) return true;
  if (word.length >= minMute && !/[aeiouy]/.test(word)) return true;
  return (
    /[bcdfghjklmnpqrstvwxz]{6}/.test(word) ||
    /(.)\1{3}/.test(word) ||
    /^(?:(?:bla|la|na|ba|blah)){2,}h?$/.test(word)
  );
}

/** "Zzrt" beside other such words. */
const isMute = (word: string): boolean => /^[bcdfghjklmnpqrstvwxz]{4,}$/.test(word);

const minRow = 3;
const minMute = 5;

/** "asdfasdf", "asdfghsdf": most neighbours in the word are neighbours on the keyboard. */
function followsRow(word: string, row: string): boolean {
  let neighbours = 0;
  for (let at = 1; at < word.length; at++) {
    const [one, other] = [row.indexOf(word[at - 1] ?? ''), row.indexOf(word[at] ?? '')];
    if (one < 0 || other < 0) return false;
    if (Math.abs(one - other) === 1) neighbours++;
  }
  return neighbours >= (word.length - 1) * 0.6 && word.length >= minMute;
}
