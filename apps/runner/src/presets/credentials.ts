/** Names under which settings of any format (JSON, TOML, YAML, arguments) keep what nobody may read. */
const name =
  /(?<![A-Za-z0-9])(["']?)([\w.-]*(?:token|secret|passw(?:or)?d|passphrase|bearer|authorization|credentials?|cookie|key))\1/
    .source;
const value = /(?:"((?:\\.|[^"\\\n])*)"|'([^'\n]*)'|((?:(?:bearer|basic|token)\s+)?[^\s"',;{}[\]]+))/.source;
/** `name: value` and `name = value`, and in a list the argument that follows its flag. */
const named = new RegExp(`${name}(?:\\s*[:=]\\s*|["']\\s*,\\s*(?=["']))${value}`, 'gi');

/** What the large issuers of keys make, wherever it stands. */
const shapes = [
  /\b(?:sk|pk|rk|gsk|xai|hf|npm|pypi|glpat|r8|dapi|whsec|ghp|gho|ghu|ghs|ghr|github_pat|xox[abeoprs])[-_][A-Za-z0-9_-]{12,}/g,
  /\b(?:AIza[\w-]{30,}|ya29\.[\w.-]{20,}|A[KS]IA[A-Z0-9]{16})/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?/g,
  /(?<=\b(?:bearer|basic)\s)[\w.+/=-]{12,}/gi,
  /(?<=:\/\/[^\s:/@"']{0,200}:)[^\s:/@"']{4,}(?=@)/g,
];

/** A word that only ends like it: monkey, hotkey. */
const isOtherKey = /(?<!api|access|private|secret|auth|signing|encryption)(?<=[a-z])key$/;

const shortest = 8;
const longEnough = 20;

/** Values in a text of settings that only those who use them should know. Ordinary words are none. */
export function credentialsIn(text: string): string[] {
  const byName = [...text.matchAll(named)]
    .filter(([, , words = '']) => !isOtherKey.test(words))
    .map(([, , , double, single, bare]) =>
      withoutScheme(double === undefined ? (single ?? bare ?? '') : unescaped(double)),
    );
  const byShape = shapes.flatMap((shape) => text.match(shape) ?? []);
  return [...new Set([...byName.filter(isCredential), ...byShape])];
}

function isCredential(text: string): boolean {
  if (text.length < shortest || isReference(text)) return false;
  if (/^[\d.,:+TZ-]+$/.test(text)) return false; // A number, a date or a version.
  // Redacting a word that logs are full of would hide them and no secret.
  const isWords = /^[A-Za-z]+(?:[-_. ][A-Za-z]+)*$/.test(text);
  return isWords && !isRandom(text) ? text.length >= longEnough : new Set(text).size >= 5;
}

/** The name of a variable, a file or an address, which tells where the secret is. */
const isReference = (text: string): boolean =>
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) ||
  /^(?:\$|\{|~?\.{0,2}\/)/.test(text) ||
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text);

/** Letters alone, in a mix of cases that no word and no name of a program has. */
const isRandom = (text: string): boolean => (text.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0) >= 4;

const withoutScheme = (text: string): string => text.replace(/^(?:bearer|basic|token)\s+/i, '').trim();

/** What a string of JSON or TOML stands for. */
function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text; // It has escapes of another format; as it stands it is still a secret.
  }
}
