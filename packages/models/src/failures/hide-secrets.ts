const shown = '[secret]';
/** Shorter ones would hide ordinary words. */
const shortest = 4;

/** Replaces secrets, also in the forms in which providers and addresses repeat them. */
export function hideSecrets(text: string, secrets: readonly (string | null)[]): string {
  const forms = secrets.flatMap((secret) =>
    secret === null || secret.length < shortest ? [] : formsOf(secret),
  );
  // The longest first, as one may be a part of another.
  return [...new Set(forms)].sort((one, other) => other.length - one.length).reduce(replaceOne, text);
}

const replaceOne = (text: string, form: string): string => text.replaceAll(form, shown);

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    ...[secret, inJson, encodeURIComponent(secret)],
    ...[bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')],
  ];
}
