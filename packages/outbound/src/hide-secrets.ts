const shown = '[secret]';
/** Shorter ones would hide ordinary words. */
const shortest = 4;

/** Replaces secrets, also in the forms in which providers and addresses repeat them. */
export const hideSecrets = (text: string, secrets: readonly (string | null)[]): string =>
  hiderOf(secrets)(text);

/** The same for many texts. */
export function hiderOf(secrets: readonly (string | null)[]): (text: string) => string {
  const forms = formsOfAll(secrets);
  return (text) => forms.reduce(replaceOne, text);
}

/** Whether a text holds one of them, in any of those forms. */
export function holdsSecret(secrets: readonly (string | null)[]): (text: string) => boolean {
  const forms = formsOfAll(secrets);
  return (text) => forms.some((form) => text.includes(form));
}

/** The longest first, as one may be a part of another. */
function formsOfAll(secrets: readonly (string | null)[]): string[] {
  const forms = secrets.flatMap((secret) =>
    secret === null || secret.length < shortest ? [] : formsOf(secret),
  );
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

/** Hides secrets in a text that comes in pieces: what may be the beginning of one is held back until it is known. */
export class SecretsHidden {
  readonly #forms: readonly string[];
  #held = '';

  constructor(secrets: readonly (string | null)[]) {
    this.#forms = formsOfAll(secrets);
  }

  /** What can be shown by now, which may be nothing. */
  push(piece: string): string {
    const text = this.#forms.reduce(replaceOne, this.#held + piece);
    const shownTo = text.length - this.#begunIn(text);
    this.#held = text.slice(shownTo);
    return text.slice(0, shownTo);
  }

  /** The rest: it was no secret after all. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  /** How long the longest beginning of a secret is that the text ends in. */
  #begunIn(text: string): number {
    const longest = Math.min(text.length, (this.#forms[0]?.length ?? 1) - 1);
    for (let length = longest; length > 0; length -= 1) {
      const end = text.slice(-length);
      if (this.#forms.some((form) => form.startsWith(end))) return length;
    }
    return 0;
  }
}

const replaceOne = (text: string, form: string): string => text.replaceAll(form, shown);

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const hex = bytes.toString('hex');
  const escaped = encodeURIComponent(secret);
  return [
    ...[secret, inJson, escaped, escaped.replace(/%../g, (code) => code.toLowerCase())],
    ...[bytes.toString('base64'), bytes.toString('base64url'), hex, hex.toUpperCase()],
  ];
}

const shownAddress = '[address]';
const port = '(?::\\d{1,5})?';
/** Every repetition has a bound, as what stands here was written by others and may be nothing but colons. */
const addresses = new RegExp(
  [
    `\\b\\d{1,3}(?:\\.\\d{1,3}){3}${port}(?!\\.?\\w)`,
    `(?<!\\w)(?:[0-9a-f]{1,4}:){3,8}[0-9a-f]{1,5}\\b`,
    `(?<!\\w)(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,7})?::(?:[0-9a-f]{1,5}:){0,7}[0-9a-f]{1,5}\\b`,
    `(?<=\\b(?:ENOTFOUND|EAI_AGAIN) )\\S+`,
  ].join('|'),
  'gi',
);

/** Replaces what tells where a server is: who may read an error need not know the network. */
export function hideAddresses(text: string, url: string): string {
  const plain = text.replace(addresses, shownAddress);
  if (!URL.canParse(url)) return plain;
  const { host, hostname } = new URL(url);
  // A bare name of one word may be any word; with its port it is an address.
  const own = [host, ...(hostname.includes('.') ? [hostname] : [])];
  return own
    .filter((each) => each.includes('.') || each.includes(':'))
    .reduce((rest, each) => rest.replaceAll(each, shownAddress), plain);
}
