const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ');
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales = [
  '',
  ...'thousand million billion trillion quadrillion quintillion sextillion septillion octillion'.split(' '),
];
const irregular: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** The words of a whole number that is written in digits: "1234" is "one thousand two hundred thirty-four". */
export function cardinal(digits: string): string {
  const number = digits.replace(/^0+(?=.)/, '');
  if (number.length > scales.length * 3) return spelled(digits);
  const words: string[] = [];
  for (let end = number.length, scale = 0; end > 0; end -= 3, scale++) {
    const group = Number(number.slice(Math.max(0, end - 3), end));
    if (group > 0 || number.length <= 3) words.unshift(...belowThousand(group), scales[scale] ?? '');
  }
  return words.filter((word) => word !== '').join(' ');
}

function belowThousand(number: number): string[] {
  if (number >= 100) {
    const rest = number % 100;
    return [small[Math.floor(number / 100)] ?? '', 'hundred', ...(rest > 0 ? belowThousand(rest) : [])];
  }
  if (number < 20) return [small[number] ?? ''];
  const one = number % 10;
  const ten = tens[Math.floor(number / 10)] ?? '';
  return [one > 0 ? `${ten}-${small[one]}` : ten];
}

/** Digit by digit. */
export const spelled = (digits: string): string =>
  [...digits].map((digit) => small[Number(digit)] ?? '').join(' ');

/** "23" is "twenty-third". */
export const ordinal = (digits: string): string =>
  cardinal(digits).replace(
    /[a-z]+$/,
    (word) => irregular[word] ?? (word.endsWith('y') ? `${word.slice(0, -1)}ieth` : `${word}th`),
  );

/** Four digits as a year: "1905" is "nineteen oh five", "2005" "two thousand five". */
export function year(digits: string): string {
  const high = Number(digits.slice(0, 2));
  const low = Number(digits.slice(2));
  if (high === 0 || (high % 10 === 0 && low < 10)) return cardinal(digits);
  const end = low === 0 ? 'hundred' : low < 10 ? `oh ${cardinal(String(low))}` : cardinal(String(low));
  return `${cardinal(String(high))} ${end}`;
}

/** "3.140" is "three point one four". */
export function decimal(text: string): string {
  const [whole = '', part = ''] = text.split('.');
  const digits = part.replace(/0+$/, '');
  return `${cardinal(whole || '0')}${digits === '' ? '' : ` point ${spelled(digits)}`}`;
}
