const shortest = 6;
const longestLine = 12;

/** The byte strings under which a secret may show: raw, JSON, URL, hex and base64 at each of its three alignments. */
export function secretVariants(secrets: readonly string[]): Buffer[] {
  const texts = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    for (const text of [...variantsOf(secret), ...variantsOf(secret.trim())]) texts.add(text);
    // A key of several lines may be printed line by line.
    for (const line of secret.split(/\r?\n/))
      if (line !== secret && line.trim().length >= longestLine) texts.add(line.trim());
  }
  return [...texts].filter((text) => text.length >= shortest - 1).map((text) => Buffer.from(text));
}

function variantsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const url = encodeURIComponent(secret);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((offset) => base64Inside(bytes, offset));
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    url,
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    url.replaceAll('%20', '+'),
    encodeEveryReserved(secret),
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** Stricter encoders also escape what encodeURIComponent leaves: ! ' ( ) * */
const encodeEveryReserved = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** The base64 characters that depend on these bytes alone when `offset` unknown bytes (mod 3) stand before them. */
function base64Inside(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const from = [0, 2, 3][offset] ?? 0;
  return text.slice(from, Math.floor(((offset + bytes.length) * 8) / 6));
}
